//! Changes to HWPX packages that keep them packages: one part at a time, stored or deflated.

use crate::builder::zip::{Entry, pack};
use crate::dice::{ByBytes, Dice};
use crate::elements;

/// The package with all its parts stored.
pub fn unpacked(package: &[u8]) -> Vec<u8> {
    let parts = hwpconv::fuzzing::package(package);
    pack(&parts.into_iter().map(|(name, data)| Entry::stored(&name, data)).collect::<Vec<_>>())
}

/// The package with one of its parts changed; `None` when it has none.
pub fn mutate(package: &[u8], dice: &mut Dice, by_bytes: ByBytes<'_>) -> Option<Vec<u8>> {
    let mut parts = hwpconv::fuzzing::package(package);
    let part = pick(&parts, dice)?;
    match dice.below(64) {
        0 => drop(parts.remove(part)),
        1 => {
            let name = parts[dice.below(parts.len())].0.clone();
            parts[part].0 = name;
        }
        2 => by_bytes(&mut parts[part].1),
        _ => parts[part].1 = elements::mutate(&parts[part].1, dice, by_bytes),
    }
    Some(packed(parts, dice))
}

/// The first package with an element of the second somewhere in one of its parts; `None` when either has none.
pub fn graft(package: &[u8], other: &[u8], dice: &mut Dice) -> Option<Vec<u8>> {
    let (mut parts, others) = (hwpconv::fuzzing::package(package), hwpconv::fuzzing::package(other));
    let (part, donor) = (pick(&parts, dice)?, pick(&others, dice)?);
    parts[part].1 = elements::graft(&parts[part].1, &others[donor].1, dice);
    Some(packed(parts, dice))
}

/// A section, as a rule; sometimes the header or any other part.
fn pick(parts: &[(String, Vec<u8>)], dice: &mut Dice) -> Option<usize> {
    let wanted = ["Contents/section", "Contents/section", "Contents/section", "Contents/header", ""][dice.below(5)];
    let fitting: Vec<usize> = (0..parts.len()).filter(|index| parts[*index].0.starts_with(wanted)).collect();
    if fitting.is_empty() { None } else { Some(fitting[dice.below(fitting.len())]) }
}

fn packed(parts: Vec<(String, Vec<u8>)>, dice: &mut Dice) -> Vec<u8> {
    let is_deflated = dice.below(16) == 0;
    let entries = parts.into_iter().filter(|(name, _)| name.len() < 256).map(|(name, data)| match is_deflated {
        true => Entry::deflated(&name, data),
        false => Entry::stored(&name, data),
    });
    pack(&entries.collect::<Vec<_>>())
}
