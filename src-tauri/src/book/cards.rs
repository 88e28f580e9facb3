//! Customers as vCards: one, some, or everybody.

use std::path::Path;

use super::{Book, Exported, OnProgress, Progress};
use crate::error::{Code, Result};
use crate::exchange::vcard_out;
use crate::exchange::written::{Pending, commit, in_folder};
use crate::model::Id;
use crate::store::{customers, export};

/// Bytes gathered before they are written.
const BLOCK: usize = 256 * 1024;

impl Book {
    /// Writes the cards of these customers, or of everybody where none is named, into a file in a folder: `customers.vcf`, or under their name
    /// where it is one person. A file that stands there is written over only with `force`.
    pub fn export_cards(&self, folder: &Path, who: &[Id], force: bool, progress: OnProgress<'_>) -> Result<Exported> {
        in_folder(folder, || self.write_cards(folder, who, force, progress))
    }

    fn write_cards(&self, folder: &Path, who: &[Id], force: bool, progress: OnProgress<'_>) -> Result<Exported> {
        self.read_whole(|conn| {
            // Two ids may be one person by now, and each is written once.
            let mut rows: Vec<i64> = Vec::new();
            for id in who {
                let row = customers::require(conn, id)?;
                if !rows.contains(&row) {
                    rows.push(row);
                }
            }
            let name = match rows.as_slice() {
                [one] => file_name(&customers::name_of(conn, *one)?),
                _ => "customers.vcf".to_owned(),
            };
            let mut pending = Pending::create(&folder.join(name), force)?;
            let total = if who.is_empty() { customers::count(conn)?.unsigned_abs() } else { rows.len() as u64 };
            let (mut cards, mut written) = (String::new(), 0);
            let mut put = |row: i64| -> Result<()> {
                cards.push_str(&vcard_out::card(&customers::get(conn, row)?));
                written += 1;
                if cards.len() >= BLOCK {
                    pending.write(cards.as_bytes())?;
                    cards.clear();
                    if !progress(Progress { done: written, total: Some(total), stage: "writing" }) {
                        return Err(Code::Cancelled.into());
                    }
                }
                Ok(())
            };
            if who.is_empty() {
                export::customers(conn, None, |cells| put(cells.number(0)?))?;
            } else {
                rows.into_iter().try_for_each(put)?;
            }
            pending.write(cards.as_bytes())?;
            Ok(commit(vec![pending.finish(written)?], force)?.into())
        })
    }
}

/// A name as every system allows it of a file: letters, digits, blanks and hyphens, not too long, and none of those that Windows keeps for its
/// devices (Microsoft, "Naming Files, Paths, and Namespaces").
fn file_name(name: &str) -> String {
    let kept: String = name.chars().map(|letter| if letter.is_alphanumeric() || letter == '-' { letter } else { ' ' }).collect();
    let mut words = String::new();
    for word in kept.split_whitespace() {
        // 255 bytes is what file systems take; a cut name tells enough.
        if words.len() + word.len() > 80 {
            break;
        }
        if !words.is_empty() {
            words.push(' ');
        }
        words.push_str(word);
    }
    let upper = words.to_uppercase();
    let numbered = |device: &str| upper.strip_prefix(device).is_some_and(|rest| rest.chars().count() == 1);
    let is_device = ["CON", "PRN", "AUX", "NUL"].contains(&upper.as_str()) || numbered("COM") || numbered("LPT");
    match (words.as_str(), is_device) {
        ("", _) => "customer.vcf".to_owned(),
        (name, true) => format!("customer {name}.vcf"),
        (name, false) => format!("{name}.vcf"),
    }
}

#[cfg(test)]
mod tests {
    use super::file_name;

    #[test]
    fn a_card_is_named_after_its_person_as_any_system_allows() {
        for (name, file) in [
            ("Zoë Åström", "Zoë Åström.vcf"),
            ("Müller & Söhne / Köln", "Müller Söhne Köln.vcf"),
            ("../../etc/passwd", "etc passwd.vcf"),
            ("Con", "customer Con.vcf"),
            ("COM¹", "customer COM¹.vcf"),
            ("Weinhaus", "Weinhaus.vcf"),
            ("a\\b:c*d?\0", "a b c d.vcf"),
            ("+49 170 1234567", "49 170 1234567.vcf"),
            ("…", "customer.vcf"),
            ("山田 太郎", "山田 太郎.vcf"),
        ] {
            assert_eq!(file_name(name), file);
        }
        assert!(file_name(&"word ".repeat(1_000)).len() < 100);
        assert_eq!(file_name(&"w".repeat(1_000)), "customer.vcf");
    }
}
