//! Check digits. Each function takes the values of the digits, 0 to 9, and nothing else.

/// NHS, CHI and H&C numbers: ten digits, weights 10 to 2, remainder to 11 (NHS Data Dictionary, *NHS Number*).
pub(crate) fn nhs(digits: &[u8]) -> bool {
    let [body @ .., check] = digits else { return false };
    let sum: u32 = body.iter().zip((2..=10).rev()).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    body.len() == 9 && (11 - sum % 11) % 11 == u32::from(*check)
}

/// Payment cards: the Luhn formula (ISO/IEC 7812-1, annex B).
pub(crate) fn luhn(digits: &[u8]) -> bool {
    let doubled = |digit: u32| if digit > 4 { 2 * digit - 9 } else { 2 * digit };
    let value = |(place, digit): (usize, &u8)| {
        if place % 2 == 1 { doubled(u32::from(*digit)) } else { u32::from(*digit) }
    };
    !digits.is_empty() && digits.iter().rev().enumerate().map(value).sum::<u32>().is_multiple_of(10)
}

/// Romanian personal numeric code: thirteen digits, key 279146358279, remainder to 11 with 10 written as 1 (Romanian
/// government decision 1375/2006 on the CNP).
pub(crate) fn cnp(digits: &[u8]) -> bool {
    let [body @ .., check] = digits else { return false };
    let key = [2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9];
    let sum: u32 = body.iter().zip(key).map(|(digit, weight)| u32::from(*digit) * weight).sum();
    let expected = if sum % 11 == 10 { 1 } else { sum % 11 };
    body.len() == 12 && expected == u32::from(*check)
}

/// Whether a CNP can begin like this: a sex and century digit, then a birth date of which month and day exist.
pub(crate) fn cnp_date(digits: &[u8]) -> bool {
    let two = |at: usize| digits.get(at).zip(digits.get(at + 1)).map_or(0, |(a, b)| a * 10 + b);
    digits.first().is_some_and(|sex| *sex > 0) && (1..=12).contains(&two(3)) && (1..=31).contains(&two(5))
}

/// Numbers of books, thirteen digits from 978 or 979 (ISO 2108): they are nobody's.
pub(crate) fn isbn13(digits: &[u8]) -> bool {
    let sum: u32 = digits.iter().zip([1, 3].into_iter().cycle()).map(|(d, w)| u32::from(*d) * w).sum();
    digits.len() == 13 && digits.starts_with(&[9, 7]) && digits[2] >= 8 && sum.is_multiple_of(10)
}

/// Numbers of books, ten digits (ISO 2108, before 2007), without those whose check is the letter X.
pub(crate) fn isbn10(digits: &[u8]) -> bool {
    let sum: u32 = digits.iter().zip((1..=10).rev()).map(|(d, w)| u32::from(*d) * w).sum();
    digits.len() == 10 && sum.is_multiple_of(11)
}

/// International bank account numbers: the first four characters go to the end, letters count from 10, the remainder
/// to 97 is 1 (ISO 13616). `account` holds ASCII letters and digits only.
pub(crate) fn iban(account: &str) -> bool {
    let value = |c: char| c.to_digit(36).map_or(0, u64::from);
    let remainder = account.chars().cycle().skip(4).take(account.len()).fold(0, |rest, c| {
        let value = value(c);
        (rest * if value > 9 { 100 } else { 10 } + value) % 97
    });
    account.len() > 4 && remainder == 1
}

#[cfg(test)]
mod tests {
    use super::*;

    fn digits(text: &str) -> Vec<u8> {
        text.bytes().map(|byte| byte - b'0').collect()
    }

    /// Numbers published as examples by those who issue the scheme, and one digit off.
    #[test]
    fn published_examples_pass_and_fail_by_one_digit() {
        type Check = fn(&[u8]) -> bool;
        let checks: [(&str, Check, &str); 5] = [
            ("nhs", nhs, "9434765919"),
            ("luhn", luhn, "4111111111111111"),
            ("cnp", cnp, "1800101221144"),
            ("isbn13", isbn13, "9780306406157"),
            ("isbn10", isbn10, "0306406152"),
        ];
        for (name, check, good) in checks {
            let mut wrong = digits(good);
            assert!(check(&wrong), "{name} accepts its example");
            let last = wrong.len() - 1;
            wrong[last] = (wrong[last] + 1) % 10;
            assert!(!check(&wrong), "{name} refuses a wrong check digit");
            assert!(!check(&[]), "{name} refuses nothing at all");
        }
    }

    #[test]
    fn iban_examples_pass_and_fail_by_one_digit() {
        assert!(iban("GB82WEST12345698765432") && iban("RO49AAAA1B31007593840000"));
        assert!(!iban("GB82WEST12345698765433") && !iban("GB82"));
    }

    #[test]
    fn cnp_has_a_birth_date() {
        assert!(cnp_date(&digits("1800101221144")));
        assert!(!cnp_date(&digits("1801301221144")) && !cnp_date(&digits("0800101221144")));
    }
}
