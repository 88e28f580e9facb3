//! Money in whole minor units, quantities in thousandths. No floating point anywhere.

use iso_currency::Currency as Iso;
use serde::{Deserialize, Serialize};

use crate::error::{Code, Error, Result};

/// The largest amount that one line or purchase may have, in minor units: small enough that sums over a book never overflow and
/// that JavaScript's numbers hold them exactly.
pub const MOST_MINOR: i64 = 9_000_000_000_000;

/// An ISO 4217 currency with 0, 2 or 3 decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Currency {
    iso: Iso,
    digits: u8,
}

impl Currency {
    /// Reads a code such as `EUR`.
    pub fn read(code: &str) -> Result<Self> {
        let refused = || Error::new(Code::BadCurrency).at("currency").with("text", code);
        let iso = Iso::from_code(&code.trim().to_ascii_uppercase()).ok_or_else(refused)?;
        match iso.exponent() {
            Some(digits @ (0 | 2 | 3)) => Ok(Self { iso, digits: digits as u8 }),
            _ => Err(refused()),
        }
    }

    /// Every currency a book can be kept in, by code.
    pub fn all() -> Vec<Self> {
        use codes::all_codes;
        let mut all: Vec<Self> = all_codes().filter_map(|code| Self::read(code).ok()).collect();
        all.sort_by_key(Self::code);
        all
    }

    /// The currency of a country, as a first proposal.
    pub fn of_region(region: &str) -> Option<Self> {
        const EURO: &str = "AT BE HR CY EE FI FR DE GR IE IT LV LT LU MT NL PT SK SI ES";
        const OTHERS: &str = "US:USD GB:GBP CH:CHF LI:CHF PL:PLN CZ:CZK HU:HUF RO:RON BG:EUR SE:SEK DK:DKK NO:NOK IS:ISK TR:TRY JP:JPY CN:CNY \
             IN:INR CA:CAD AU:AUD NZ:NZD BR:BRL MX:MXN AR:ARS CL:CLP CO:COP ZA:ZAR KR:KRW SG:SGD HK:HKD TH:THB ID:IDR MY:MYR PH:PHP \
             VN:VND IL:ILS AE:AED SA:SAR KW:KWD EG:EGP MA:MAD NG:NGN KE:KES UA:UAH RS:RSD";
        let code = if EURO.split(' ').any(|country| country == region) {
            "EUR"
        } else {
            OTHERS.split_whitespace().find_map(|pair| pair.split_once(':').filter(|(country, _)| *country == region))?.1
        };
        Self::read(code).ok()
    }

    /// The code, such as `EUR`.
    pub fn code(&self) -> &'static str {
        self.iso.code()
    }

    /// How many decimals the currency has.
    pub fn digits(&self) -> u8 {
        self.digits
    }

    /// Reads an amount as a person or a file writes it (`12.50`, `1,234.50`, `12,5`, `-3`, `$8.00`, `€ 1.234,50`, `12,50 zł`)
    /// into minor units. Beside it may stand the book's own currency.
    ///
    /// The last of `.` and `,` is the decimal sign, unless it stands once before exactly three digits of a currency without three
    /// decimals and other groups of three say it parts thousands.
    pub fn read_minor(&self, text: &str) -> Result<i64> {
        let refused = || {
            let code = if self.is_foreign(text) { Code::MoneyForeign } else { Code::BadMoney };
            Error::new(code).with("text", text).with("currency", self.code())
        };
        if text.contains(is_currency_sign) && self.is_foreign(text) {
            return Err(refused());
        }
        let Written { negative, digits, .. } = self.written(text).ok_or_else(refused)?;
        let (whole, fraction) = self.split(&digits).ok_or_else(refused)?;
        let fraction = fraction.trim_end_matches('0');
        if fraction.len() > usize::from(self.digits) {
            return Err(Error::new(Code::TooManyDecimals).with("text", text).with("currency", self.code()));
        }
        let too_large = || Error::new(Code::MoneyOutOfRange).with("text", text);
        let mut minor: i64 = 0;
        let padded = whole.chars().filter(char::is_ascii_digit).chain(fraction.chars());
        for digit in padded.chain(std::iter::repeat_n('0', usize::from(self.digits) - fraction.len())) {
            let value = i64::from(digit as u8 - b'0');
            minor = minor.checked_mul(10).and_then(|m| m.checked_add(value)).filter(|m| *m <= MOST_MINOR).ok_or_else(too_large)?;
        }
        Ok(if negative { -minor } else { minor })
    }

    /// Whether the sign or the code of another currency stands beside an amount.
    fn is_foreign(&self, text: &str) -> bool {
        let symbol = self.iso.symbol().to_string();
        let is_other = |word: &str| word.len() == 3 && word != self.code() && codes::all_codes().any(|code| code == word);
        text.contains(|letter| is_currency_sign(letter) && letter != '¤' && !symbol.contains(letter))
            || text.split(|letter: char| !letter.is_alphabetic()).any(|word| is_other(&word.to_uppercase()))
    }

    /// What is left of an amount without the letters of its own currency: `12,50 zł`, `R$ 5`.
    fn unmarked<'a>(&self, text: &'a str) -> &'a str {
        let symbol: String = self.iso.symbol().to_string().chars().filter(|letter| letter.is_alphabetic()).collect();
        // `5,00 Euro` is how people write it.
        let own = |letters: &str| {
            letters.eq_ignore_ascii_case(self.code())
                || !symbol.is_empty() && letters == symbol
                || self.code() == "EUR" && letters.eq_ignore_ascii_case("euro")
        };
        let inner = text.trim_start_matches(char::is_alphabetic);
        let before = &text[..text.len() - inner.len()];
        let number = inner.trim_end_matches(char::is_alphabetic);
        let behind = &inner[number.len()..];
        match (before, behind) {
            (letters, "") | ("", letters) if own(letters) => number,
            _ => text,
        }
    }

    /// Takes an amount apart as far as that is certain: what is around its digits, and they with the signs between them.
    pub fn written(&self, text: &str) -> Option<Written> {
        let trimmed = text.trim();
        let (mut negative, body) = match trimmed.strip_prefix('(').and_then(|body| body.strip_suffix(')')) {
            Some(body) => (true, body),
            None => (false, trimmed),
        };
        let mut marked = body.contains(is_currency_sign);
        let plain: String = body.chars().filter(|c| !c.is_whitespace() && *c != '\'' && *c != '’' && !is_currency_sign(*c)).collect();
        let mut rest = plain.as_str();
        // The currency may stand before the minus or behind it.
        let mut bare = |rest: &mut &str| {
            if rest.starts_with(char::is_alphabetic) || rest.ends_with(char::is_alphabetic) {
                let inner = self.unmarked(rest);
                marked |= inner.len() < rest.len();
                *rest = inner;
            }
        };
        bare(&mut rest);
        if let Some(after) = rest.strip_prefix(['-', '−', '+']) {
            negative ^= !rest.starts_with('+');
            rest = after;
            bare(&mut rest);
        }
        let sound = !rest.is_empty() && rest.chars().all(|c| c.is_ascii_digit() || c == '.' || c == ',');
        sound.then(|| Written { negative, digits: rest.to_owned(), marked })
    }

    /// Splits digits with signs between them into whole and fraction.
    fn split<'a>(&self, text: &'a str) -> Option<(&'a str, &'a str)> {
        if !text.contains(|c: char| c.is_ascii_digit()) {
            return None;
        }
        let Some(last) = text.rfind(['.', ',']) else { return Some((text, "")) };
        let sign = &text[last..=last];
        let other = if sign == "." { ',' } else { '.' };
        let (whole, fraction) = (&text[..last], &text[last + 1..]);
        let grouped = |part: &str, by: char| {
            let mut groups = part.split(by);
            let first = groups.next().unwrap_or_default();
            (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3 && group.bytes().all(|b| b.is_ascii_digit()))
        };
        if whole.contains(sign) {
            // The same sign twice can only part thousands.
            return (!text.contains(other) && grouped(text, sign.chars().next()?)).then_some((text, ""));
        }
        if whole.contains(other) && !grouped(whole, other) {
            return None;
        }
        // "1,234" with two decimals is a thousand and more; "1.234" with three decimals is a fraction.
        if !whole.contains(other) && fraction.len() == 3 && self.digits != 3 && sign == "," && grouped(text, ',') {
            return Some((text, ""));
        }
        Some((whole, fraction))
    }

    /// Writes minor units as a plain number with a point: `-12.50`.
    pub fn write_minor(&self, minor: i64) -> String {
        let mut text = String::new();
        self.push_minor(minor, '.', &mut text);
        text
    }

    /// Writes minor units with the currency's code: `12.50 EUR`.
    pub fn write_with_code(&self, minor: i64) -> String {
        format!("{} {}", self.write_minor(minor), self.code())
    }

    /// Appends minor units as a plain number with the given decimal sign.
    pub fn push_minor(&self, minor: i64, decimal: char, text: &mut String) {
        use std::fmt::Write;
        let digits = usize::from(self.digits);
        let scale = 10_u64.pow(u32::from(self.digits));
        let size = minor.unsigned_abs();
        if minor < 0 {
            text.push('-');
        }
        // Writing into a String cannot fail.
        let _ = write!(text, "{}", size / scale);
        if digits > 0 {
            let _ = write!(text, "{decimal}{:0digits$}", size % scale);
        }
    }
}

/// An amount as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// Whether it is less than nothing.
    pub negative: bool,
    /// Digits, points and commas.
    pub digits: String,
    /// Whether a currency stands beside them.
    pub marked: bool,
}

fn is_currency_sign(letter: char) -> bool {
    matches!(letter, '$' | '¢' | '£' | '¤' | '¥' | '\u{20a0}'..='\u{20cf}')
}

/// The codes that [`Iso`] knows; it offers no list of its own without a further package.
mod codes {
    pub(super) fn all_codes() -> impl Iterator<Item = &'static str> {
        const CODES: &str = "AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW";
        CODES.split(' ')
    }
}

/// A quantity in thousandths: `2000` is two, `350` a bit over a third.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Quantity(pub i64);

impl Quantity {
    /// One piece.
    pub const ONE: Self = Self(1000);
    /// The largest quantity of one line: a million.
    pub const MOST: i64 = 1_000_000_000;

    /// Reads `2`, `1.5`, `0,35`; three decimals at most, more than zero.
    pub fn read(text: &str) -> Result<Self> {
        let refused = || Error::new(Code::BadQuantity).with("text", text);
        let trimmed = text.trim();
        let (whole, fraction) = trimmed.split_once(['.', ',']).unwrap_or((trimmed, ""));
        let fraction = fraction.trim_end_matches('0');
        let digits = |part: &str| part.bytes().all(|b| b.is_ascii_digit());
        if (whole.is_empty() && fraction.is_empty()) || !digits(whole) || !digits(fraction) || fraction.len() > 3 || whole.len() > 9 {
            return Err(refused());
        }
        let thousandths: i64 = format!("{whole}{fraction:0<3}").parse().map_err(|_| refused())?;
        Self(thousandths).checked().map_err(|_| refused())
    }

    /// Refuses zero and what is beyond [`Self::MOST`], either sign.
    pub fn checked(self) -> Result<Self> {
        if self.0 == 0 || self.0.abs() > Self::MOST { Err(Error::new(Code::BadQuantity).with("text", self.write())) } else { Ok(self) }
    }

    /// Writes it as a plain number: `2`, `1.5`.
    pub fn write(self) -> String {
        let sign = if self.0 < 0 { "-" } else { "" };
        let (whole, part) = (self.0.unsigned_abs() / 1000, self.0.unsigned_abs() % 1000);
        if part == 0 {
            return format!("{sign}{whole}");
        }
        let part = format!("{part:03}");
        format!("{sign}{whole}.{}", part.trim_end_matches('0'))
    }

    /// This many at `unit_minor` each, rounded half away from zero to a whole minor unit.
    pub fn times(self, unit_minor: i64) -> Result<i64> {
        let exact = i128::from(self.0) * i128::from(unit_minor);
        let rounded = (exact.abs() + 500) / 1000 * exact.signum();
        in_range(rounded)
    }
}

/// Refuses an amount beyond [`MOST_MINOR`].
pub fn in_range(minor: i128) -> Result<i64> {
    i64::try_from(minor).ok().filter(|m| m.abs() <= MOST_MINOR).ok_or_else(|| Error::new(Code::MoneyOutOfRange).with("text", minor))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn euro() -> Currency {
        Currency::read("EUR").unwrap()
    }

    #[test]
    fn money_is_read_as_people_write_it() {
        for (text, minor) in [
            ("12.50", 1250),
            ("12,5", 1250),
            ("12", 1200),
            ("0.05", 5),
            (".5", 50),
            ("-€45.00", -4500),
            ("€8.00", 800),
            ("-EUR 45,00", -4500),
            ("EUR -45,00", -4500),
            ("(3.20)", -320),
            ("1,234.50", 123_450),
            ("1.234,50", 123_450),
            ("€ 1'234.50", 123_450),
            ("1,234", 123_400),
            ("1.234.567", 123_456_700),
            ("12.500", 1250),
            ("EUR 3", 300),
            ("3 EUR", 300),
            ("3,50 Euro", 350),
            ("3,50 eur", 350),
            ("¤ 3", 300),
        ] {
            assert_eq!(euro().read_minor(text).unwrap(), minor, "{text}");
        }
        assert_eq!(Currency::read("JPY").unwrap().read_minor("1,234").unwrap(), 1234);
        assert_eq!(Currency::read("KWD").unwrap().read_minor("1.234").unwrap(), 1234);
    }

    #[test]
    fn what_is_not_money_is_refused_by_its_own_code() {
        for (text, code) in [
            ("", Code::BadMoney),
            ("abc", Code::BadMoney),
            ("1.2.3", Code::BadMoney),
            (".", Code::BadMoney),
            ("12.505", Code::TooManyDecimals),
            ("99999999999999", Code::MoneyOutOfRange),
            ("1e5", Code::BadMoney),
            ("--3", Code::BadMoney),
            ("3 pieces", Code::BadMoney),
            ("$3", Code::MoneyForeign),
            ("£ 3.00", Code::MoneyForeign),
            ("50¢", Code::MoneyForeign),
            ("USD 3", Code::MoneyForeign),
            ("3 chf", Code::MoneyForeign),
        ] {
            assert_eq!(euro().read_minor(text).unwrap_err().code(), code, "{text}");
        }
        assert_eq!(Currency::read("JPY").unwrap().read_minor("1.5").unwrap_err().code(), Code::TooManyDecimals);
    }

    #[test]
    fn every_currency_is_read_with_its_own_sign_or_letters() {
        for (code, text) in [
            ("USD", "$12.50"),
            ("CAD", "$ 12.50"),
            ("GBP", "£12.50"),
            ("PLN", "12,50 zł"),
            ("CZK", "12,50 Kč"),
            ("SEK", "12,50 kr"),
            ("BRL", "R$ 12,50"),
            ("CHF", "CHF 12.50"),
            ("TRY", "₺12,50"),
            ("INR", "₹12.50"),
        ] {
            let currency = Currency::read(code).unwrap();
            assert_eq!(currency.read_minor(text).unwrap(), 1250, "{code}");
            assert!(euro().read_minor(text).is_err(), "{text}");
        }
    }

    #[test]
    fn writing_and_reading_money_agree() {
        for minor in [0, 1, -1, 99, 100, -12345, MOST_MINOR] {
            for code in ["EUR", "JPY", "KWD"] {
                let currency = Currency::read(code).unwrap();
                assert_eq!(currency.read_minor(&currency.write_minor(minor)).unwrap(), minor, "{code}");
            }
        }
    }

    #[test]
    fn every_listed_currency_is_known_and_can_be_kept() {
        assert!(Currency::all().len() > 140);
        assert!(Currency::read("XAU").is_err(), "gold has no minor unit");
        assert!(Currency::read("nope").is_err());
    }

    #[test]
    fn quantities_multiply_without_floats() {
        assert_eq!(Quantity::read("0,35").unwrap().times(1099).unwrap(), 385);
        assert_eq!(Quantity::read("2").unwrap().times(250).unwrap(), 500);
        assert_eq!(Quantity(-1500).times(101).unwrap(), -152);
        for bad in ["", "0", "-1", "1.2345", "x", "9999999999"] {
            assert_eq!(Quantity::read(bad).unwrap_err().code(), Code::BadQuantity, "{bad}");
        }
        assert_eq!(Quantity(1500).write(), "1.5");
    }
}
