//! UTF-16LE to text: what stands for itself in one go, private-use characters to what they mean.

use encoding_rs::mem::convert_utf16_to_str;

use crate::read::charset;
use crate::read::flow::builder;
use crate::warning::WarningKind;

use super::body::Body;

/// Memory that is used for one run of text after the other.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    units: Vec<u16>,
    /// Text that had to be looked at character by character.
    text: String,
    /// Room for all other text: as long as the longest run so far, whatever it holds.
    room: String,
}

impl Scratch {
    /// Text whose characters all stand for themselves and by themselves; `None` when one does not.
    pub(super) fn plain(&mut self, units: &[[u8; 2]]) -> Option<&str> {
        let Scratch { text, .. } = self;
        text.clear();
        text.reserve(units.len() * 3);
        for unit in units {
            match u16::from_le_bytes(*unit) {
                // Nearly all there is; in arms of their own, since the length of the character is then known.
                unit @ 0xAC00..=0xD7A3 => text.push(char::from_u32(unit.into())?),
                unit @ 0x20..=0x7E => text.push(char::from_u32(unit.into())?),
                unit if charset::is_special_unit(unit) || builder::may_combine_unit(unit) => return None,
                unit => text.push(char::from_u32(unit.into())?),
            }
        }
        Some(text)
    }
}

/// Text without control characters; what is not text is entered in the ledger.
pub(super) fn decode<'s>(body: &mut Body<'_, '_, '_>, bytes: &[u8], scratch: &'s mut Scratch) -> &'s str {
    let Scratch { units, text, room } = scratch;
    units.clear();
    units.extend(bytes.as_chunks().0.iter().map(|pair| u16::from_le_bytes(*pair)));
    // Without a way out on the first find, this is a few instructions for eight units.
    if units.iter().fold(false, |found, unit| found | charset::is_special_unit(*unit)) {
        text.clear();
        decode_special(body, units, text);
        return text;
    }
    let wanted = units.len() * 3;
    if room.len() < wanted {
        room.extend(std::iter::repeat_n('\0', wanted - room.len()));
    }
    let length = convert_utf16_to_str(units, room);
    room.get(..length).unwrap_or_default()
}

fn decode_special(body: &mut Body<'_, '_, '_>, mut units: &[u16], out: &mut String) {
    out.reserve(units.len() * 3);
    while let [unit, rest @ ..] = units {
        if let Some(c) = char::from_u32((*unit).into()).filter(|_| !charset::is_special_unit(*unit)) {
            out.push(c);
            units = rest;
            continue;
        }
        let is_pair =
            (0xD800..0xDC00).contains(unit) && rest.first().is_some_and(|second| (0xDC00..0xE000).contains(second));
        let (character, rest) = units.split_at_checked(1 + usize::from(is_pair)).unwrap_or((units, &[]));
        units = rest;
        match char::decode_utf16(character.iter().copied()).next() {
            Some(Ok(c)) if !charset::is_special(c) => out.push(c),
            Some(Ok(c)) => charset::push_mapped(c, out).into_iter().for_each(|kind| body.cx.warn(kind)),
            // Some fonts draw check boxes and boxed digits for such a half.
            Some(Err(half)) => {
                out.push(char::REPLACEMENT_CHARACTER);
                body.cx.warn(WarningKind::LostCharacter { code: half.unpaired_surrogate().into() });
            }
            None => {}
        }
    }
}

/// The unit at a position.
pub(super) fn unit(text: &[u8], at: usize) -> Option<u16> {
    text.get(at * 2..)?.first_chunk().copied().map(u16::from_le_bytes)
}

/// How many units from a position on are characters of their own, up to `stop`. A surrogate pair is never split.
pub(super) fn plain_units(text: &[u8], at: usize, stop: usize) -> usize {
    let Some(bytes) = text.get(at * 2..stop * 2) else { return 0 };
    let is_control = |pair: &[u8; 2]| u16::from_le_bytes(*pair) < 32;
    let (pairs, _) = bytes.as_chunks::<2>();
    // Eight at a time, without a way out among them.
    let has_control = |eight: &&[[u8; 2]; 8]| eight.iter().fold(false, |found, pair| found | is_control(pair));
    let plain = pairs.as_chunks().0.iter().take_while(|eight| !has_control(eight)).count() * 8;
    let count = plain + pairs.iter().skip(plain).take_while(|pair| !is_control(pair)).count();
    let is_high = |unit: u16| (0xD800..0xDC00).contains(&unit);
    let is_low = |unit: u16| (0xDC00..0xE000).contains(&unit);
    let splits_pair =
        count > 0 && unit(text, at + count - 1).is_some_and(is_high) && unit(text, at + count).is_some_and(is_low);
    if splits_pair { count + 1 } else { count }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_text_ends_at_a_control_and_keeps_pairs_together() {
        let text: Vec<u8> = [0x41u16, 0xD83D, 0xDE00, 9, 0x42].iter().flat_map(|unit| unit.to_le_bytes()).collect();
        assert_eq!(plain_units(&text, 0, 5), 3);
        assert_eq!(plain_units(&text, 0, 2), 3);
        assert_eq!(plain_units(&text, 3, 5), 0);
    }

    #[test]
    fn characters_that_mean_something_else_are_no_plain_text() {
        let mut scratch = Scratch::default();
        for unit in 0..=u16::MAX {
            let c = char::from_u32(unit.into());
            let is_plain = c.is_some_and(|c| c >= ' ' && !charset::is_special(c) && !builder::may_combine_unit(unit));
            let expected = c.filter(|_| is_plain).map(String::from);
            assert_eq!(scratch.plain(&[unit.to_le_bytes()]), expected.as_deref(), "U+{unit:04X}");
        }
    }

    #[test]
    fn control_is_found_wherever_it_stands() {
        for at in 0..40 {
            let units: Vec<u8> = (0..40).flat_map(|place| [if place == at { 13 } else { 0x41 }, 0]).collect();
            assert_eq!(plain_units(&units, 0, 40), at);
        }
    }
}
