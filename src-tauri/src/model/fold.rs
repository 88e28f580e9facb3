//! Folding: what makes `Łukasz`, `lukasz` and `LUKASZ` the same word for finding. Names themselves are never rewritten.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Lower case, decomposed (NFKD), without marks; letters that do not decompose by [`undecomposed`].
pub fn fold(text: &str) -> String {
    if text.is_ascii() {
        return text.to_ascii_lowercase();
    }
    let mut folded = String::with_capacity(text.len());
    for letter in text.nfkd().filter(|letter| !is_combining_mark(*letter)) {
        for lower in letter.to_lowercase() {
            match undecomposed(lower) {
                Some(plain) => folded.push_str(plain),
                None if is_combining_mark(lower) => {}
                None => folded.push(lower),
            }
        }
    }
    folded
}

/// Letters that Unicode does not take apart, as people type them without their keyboard.
fn undecomposed(letter: char) -> Option<&'static str> {
    Some(match letter {
        'ß' | 'ẞ' => "ss",
        'æ' => "ae",
        'œ' => "oe",
        'ø' => "o",
        'ł' => "l",
        'đ' | 'ð' => "d",
        'þ' => "th",
        'ı' => "i",
        'ħ' => "h",
        'ŧ' => "t",
        'ŋ' => "n",
        'ĸ' => "k",
        // Capitals do not tell the two forms of sigma apart.
        'ς' => "σ",
        _ => return None,
    })
}

/// Calls `each` with every folded word of a text: runs of letters and digits, at most 40 letters of each.
pub fn each_word(text: &str, mut each: impl FnMut(&str)) {
    let folded = fold(text);
    for word in folded.split(|letter: char| !is_word(letter)) {
        if !word.is_empty() {
            each(cut(word));
        }
    }
}

/// The folded words of a text, in order.
pub fn words(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    each_word(text, |word| found.push(word.to_owned()));
    found
}

/// The words a *name* is found by: its words, its parts joined where they stand close (`O'Brien` as `obrien`), and for scripts
/// written without spaces every ending (`太郎` finds `山田太郎`).
pub fn each_name_word(name: &str, mut each: impl FnMut(&str)) {
    for chunk in name.split_whitespace() {
        let mut parts = 0;
        each_word(chunk, |word| {
            parts += 1;
            each(word);
        });
        if parts > 1 {
            let joined: String = fold(chunk).chars().filter(|letter| is_word(*letter)).collect();
            each(cut(&joined));
        }
        if chunk.chars().any(is_unspaced) {
            let letters: Vec<char> = chunk.chars().take(40).collect();
            for start in 1..letters.len() {
                let ending: String = letters[start..].iter().collect();
                each_word(&ending, &mut each);
            }
        }
    }
}

/// Whether a folded letter belongs to a word: letters, digits, and the pictures people put into names.
fn is_word(letter: char) -> bool {
    letter.is_alphanumeric() || matches!(letter, '\u{2190}'..='\u{2bff}' | '\u{1f000}'..='\u{1faff}')
}

/// Whether a letter, folded or not, is of a script that is written without spaces between words; Hangul is folded to its parts.
fn is_unspaced(letter: char) -> bool {
    matches!(letter, '\u{1100}'..='\u{11ff}' | '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}' | '\u{20000}'..='\u{3ffff}')
}

/// Whether all letters of a name are of such a script.
pub fn are_unspaced(letters: &[char]) -> bool {
    letters.iter().all(|letter| is_unspaced(*letter))
}

fn cut(word: &str) -> &str {
    match word.char_indices().nth(40) {
        Some((end, _)) => &word[..end],
        None => word,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_with_and_without_decomposition_fold() {
        for (typed, folded) in [
            ("Müller", "muller"),
            ("Álvaro", "alvaro"),
            ("Straße", "strasse"),
            ("Łukasz", "lukasz"),
            ("Søren", "soren"),
            ("Đorđe", "dorde"),
            ("Æsir", "aesir"),
            ("Œuvre", "oeuvre"),
            ("Ağaoğlu", "agaoglu"),
            ("İpek", "ipek"),
            ("ısı", "isi"),
            ("Þór", "thor"),
            ("Guðrún", "gudrun"),
            ("Ｆｕｌｌ", "full"),
            ("Сергей", "сергеи"),
            ("Γιώργος", "γιωργοσ"),
            ("ΓΙΏΡΓΟΣ", "γιωργοσ"),
        ] {
            assert_eq!(fold(typed), folded, "{typed}");
        }
    }

    #[test]
    fn folding_twice_is_folding_once() {
        for text in ["Ǆungla", "ΐ", "ŉ", "ﬁn", "각", "İ", "ẞ"] {
            assert_eq!(fold(&fold(text)), fold(text), "{text}");
        }
    }

    #[test]
    fn names_are_found_by_their_parts_joined_and_by_endings_without_spaces() {
        let all = |name: &str| {
            let mut found = Vec::new();
            each_name_word(name, |word| found.push(word.to_owned()));
            found
        };
        assert_eq!(all("O'Brien"), ["o", "brien", "obrien"]);
        assert_eq!(all("Anne-Marie Léa"), ["anne", "marie", "annemarie", "lea"]);
        assert!(all("山田太郎").contains(&"太郎".to_owned()));
    }
}
