//! Days of publication, in the forms of files.

use crate::closed_class::MONTHS;

/// Reads a day, as `2019-11-19T08:00Z`, `2019/11/19`, `20191119`,
/// *Nov. 19, 2019* or *19 November 2019*.
pub(super) fn day(date: &str) -> Option<String> {
    let date = date.trim();
    let fields: Vec<&str> =
        date.split(|c: char| !c.is_ascii_alphanumeric()).filter(|f| !f.is_empty()).take(8).collect();
    let number = |field: &str| field.parse::<u32>().ok();
    let iso = |year: u32, month: u32, day: u32| {
        let is_day = (1800..2200).contains(&year) && (1..=12).contains(&month) && (1..=31).contains(&day);
        is_day.then(|| format!("{year:04}-{month:02}-{day:02}"))
    };
    let first = fields.first()?;
    let digits: String = first.chars().take_while(char::is_ascii_digit).collect();
    if digits.len() == 8 {
        return iso(number(&digits[..4])?, number(&digits[4..6])?, number(&digits[6..])?);
    }
    if digits.len() == 4 && fields.len() > 2 {
        let last: String = fields[2].chars().take_while(char::is_ascii_digit).collect();
        return iso(number(first)?, number(fields[1])?, number(&last)?);
    }
    let month = |field: &&str| {
        let field = field.to_ascii_lowercase();
        let is_month = |month: &&str| field.len() > 2 && month.starts_with(&field);
        MONTHS.iter().position(is_month).map(|month| month as u32 + 1)
    };
    let month = fields.iter().find_map(month)?;
    let year = fields.iter().find(|f| f.len() == 4).and_then(|f| number(f))?;
    let day = fields.iter().filter(|f| f.len() <= 2).find_map(|f| number(f))?;
    iso(year, month, day)
}

/// Returns the day of a time, or what is there if it is none.
#[cfg(feature = "documents")]
pub(super) fn day_or_words(time: &str) -> String {
    day(time).unwrap_or_else(|| time.trim().to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_are_read_in_the_forms_of_files() {
        for date in [
            "2019-11-19T08:00:00Z",
            "2019/11/19",
            "20191119",
            "20191119T080000Z",
            "Tue, 19 Nov 2019 08:00 GMT",
            "November 19, 2019",
        ] {
            assert_eq!(day(date).as_deref(), Some("2019-11-19"), "{date}");
        }
        assert_eq!((day("yesterday"), day("2019-13-45"), day("")), (None, None, None));
    }
}
