//! Outline numbers (control 28), which are stored with their values and their form.

use super::charset;
use crate::container::bytes::Bytes;
use crate::read::style::numbering::NumberFormat;

/// The number or bullet that a paragraph shows.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Number {
    pub(super) text: String,
    pub(super) is_bullet: bool,
    /// From 0.
    pub(super) level: u8,
}

const LEVELS: usize = 7;

/// What stands between the two codes of the control.
struct Outline {
    form: u8,
    level: usize,
    /// Position on each level, from 1; 0 on levels that are not in use.
    numbers: [u16; LEVELS],
    /// For forms of the user: a number format or a bullet for each level.
    formats: [u16; LEVELS],
    /// For forms of the user: the characters before and after the number, or 0.
    decorations: [(u16, u16); LEVELS],
}

/// Bullets of the ready-made forms from 129 on, by level.
const BULLETS: [[u16; LEVELS]; 5] = [
    [0x2F18, 0x2F12, 0x2F08, 0x2F02, 0x2F06, 0x2F00, 0x2043],
    [0x2F18, 0x2F12, 0x2F06, 0x2F00, 0x2F36, 0x2F30, 0x2043],
    [0x2F26, 0x2F20, 0x2F06, 0x2F00, 0x2F16, 0x2F10, 0x2043],
    [0x2F18, 0x2F16, 0x2F12, 0x2F10, 0x2F06, 0x2F00, 0x2043],
    [0xAC61, 0xB677, 0xB861, 0xB8F7, 0xB781, 0, 0],
];

/// Reads the 60 bytes between the codes. `None` when the control only defines a form and shows nothing.
pub(super) fn read(data: &[u8]) -> Option<Number> {
    let mut bytes = Bytes::new(data);
    let shows_number = bytes.u16()? == 1;
    let outline = Outline::read(&mut bytes)?;
    shows_number.then(|| outline.number()).filter(|number| !number.text.is_empty())
}

impl Outline {
    fn read(bytes: &mut Bytes<'_>) -> Option<Self> {
        let form = bytes.u8()?;
        let level = usize::from(bytes.u8()?).min(LEVELS - 1);
        let mut outline = Outline { form, level, numbers: [0; 7], formats: [0; 7], decorations: [(0, 0); 7] };
        for number in &mut outline.numbers {
            *number = bytes.u16()?;
        }
        for format in &mut outline.formats {
            *format = bytes.u16()?;
        }
        for decoration in &mut outline.decorations {
            *decoration = (bytes.u16()?, bytes.u16()?);
        }
        Some(outline)
    }

    fn number(&self) -> Number {
        let mut text = String::new();
        let mut is_bullet = false;
        match self.form {
            0 | 128 => is_bullet = self.push_own(&mut text),
            1 => self.push_path(&mut text, true),
            2 => self.push_path(&mut text, self.level == 0),
            form @ 129..=133 => {
                let row = BULLETS.get(usize::from(form - 129));
                push(row.and_then(|row| row.get(self.level)).copied().unwrap_or(0), &mut text);
                is_bullet = true;
            }
            form => self.push_ready_made(form, &mut text),
        }
        Number { text, is_bullet, level: u8::try_from(self.level).unwrap_or(0) }
    }

    fn value(&self, level: usize) -> u32 {
        u32::from(self.numbers.get(level).copied().unwrap_or(0)).max(1)
    }

    /// The numbers of all levels down to this one, with points between them.
    fn push_path(&self, out: &mut String, ends_with_point: bool) {
        for level in 0..=self.level {
            if level > 0 {
                out.push('.');
            }
            out.push_str(&self.value(level).to_string());
        }
        if ends_with_point {
            out.push('.');
        }
    }

    /// A form that the user put together. Returns whether it is a bullet.
    fn push_own(&self, out: &mut String) -> bool {
        let (before, after) = self.decorations.get(self.level).copied().unwrap_or_default();
        let format = self.formats.get(self.level).copied().unwrap_or_default();
        let value = self.value(self.level);
        push(before, out);
        let known = match format {
            0 => Some(NumberFormat::Digit),
            1 => Some(NumberFormat::RomanCapital),
            2 => Some(NumberFormat::RomanSmall),
            3 => Some(NumberFormat::LatinCapital),
            4 => Some(NumberFormat::LatinSmall),
            5 => Some(NumberFormat::HangulSyllable),
            6 => Some(NumberFormat::HangulJamo),
            7 => Some(NumberFormat::Ideograph),
            8 => Some(NumberFormat::CircledDigit),
            9 => Some(NumberFormat::CircledLatinSmall),
            10 => Some(NumberFormat::CircledHangulSyllable),
            11 => Some(NumberFormat::CircledHangulJamo),
            _ => None,
        };
        match (known, format) {
            (Some(known), _) => known.push(value, None, out),
            (None, 12) => self.push_path(out, self.level == 0 && after == 0),
            (None, 128) => {}
            (None, bullet) => push(bullet, out),
        }
        push(after, out);
        known.is_none() && !matches!(format, 12 | 128)
    }

    /// Forms 3 to 5, which differ from level to level.
    fn push_ready_made(&self, form: u8, out: &mut String) {
        use NumberFormat::{Digit, HangulSyllable, LatinCapital, LatinSmall, RomanCapital, RomanSmall};
        let levels: [(&str, NumberFormat, &str); LEVELS] = match form {
            3 => [
                ("", RomanCapital, "."),
                ("", HangulSyllable, "."),
                ("", Digit, "."),
                ("", HangulSyllable, ")"),
                ("(", Digit, ")"),
                ("(", HangulSyllable, ")"),
                ("", RomanSmall, ")"),
            ],
            4 => [
                ("", RomanCapital, "."),
                ("", LatinCapital, "."),
                ("", Digit, "."),
                ("", LatinSmall, ")"),
                ("(", Digit, ")"),
                ("(", LatinSmall, ")"),
                ("", RomanSmall, ")"),
            ],
            // Form 5, and what comes after it some day.
            _ => [
                ("", Digit, "."),
                ("", HangulSyllable, "."),
                ("(", Digit, ")"),
                ("(", HangulSyllable, ")"),
                ("", Digit, ")"),
                ("", HangulSyllable, ")"),
                ("", LatinSmall, "."),
            ],
        };
        if let Some((before, format, after)) = levels.get(self.level) {
            out.push_str(before);
            format.push(self.value(self.level), None, out);
            out.push_str(after);
        }
    }
}

/// Appends a character of a number; 0 is none, and an unknown one shows as U+FFFD.
fn push(hchar: u16, out: &mut String) {
    if hchar >= 0x20 {
        let _shown_as_replacement = charset::push(hchar, out);
    }
}
