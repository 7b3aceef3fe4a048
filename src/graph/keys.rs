//! Nodes by their keys.

use super::columns::hash_of_text;

/// The numbers of nodes by the hashes of their keys. The keys themselves stand in the nodes, which are asked for them: a
/// graph has hundreds of thousands.
#[derive(Debug, Clone, Default)]
pub(super) struct Keys {
    /// [`FREE`], [`GONE`], or a node's number with [`FIRST`] added.
    slots: Vec<u32>,
    /// How many slots are not free.
    used: usize,
}

const FREE: u32 = 0;
const GONE: u32 = 1;
const FIRST: u32 = 2;

/// The greatest number that a node may have.
pub(super) const GREATEST: u32 = u32::MAX - FIRST - 1;

impl Keys {
    /// Makes room for so many more.
    pub(super) fn reserve<'k>(&mut self, more: usize, key: impl Fn(u32) -> Option<&'k str>) {
        let wanted = self.used.saturating_add(more).saturating_mul(3) / 2 + 1;
        let wanted = wanted.next_power_of_two().max(16);
        if wanted > self.slots.len() {
            self.rebuild(wanted, key);
        }
    }

    /// The node with a key; `key` tells that of a node. Cost: constant.
    pub(super) fn get<'k>(
        &self,
        wanted: &str,
        key: impl Fn(u32) -> Option<&'k str>,
    ) -> Option<u32> {
        let mask = self.slots.len().checked_sub(1)?;
        let mut at = hash_of_text(wanted) as usize & mask;
        loop {
            match self.slots.get(at).copied() {
                None | Some(FREE) => return None,
                Some(GONE) => {}
                Some(found) => {
                    if key(found - FIRST) == Some(wanted) {
                        return Some(found - FIRST);
                    }
                }
            }
            at = (at + 1) & mask;
        }
    }

    /// Puts a node in whose key no other has. Cost: constant, but for the growth of the table.
    pub(super) fn insert<'k>(
        &mut self,
        new: &str,
        number: u32,
        key: impl Fn(u32) -> Option<&'k str>,
    ) {
        if (self.used + 1) * 3 > self.slots.len() * 2 {
            self.rebuild((self.slots.len() * 2).max(16), key);
        }
        self.put(new, number);
    }

    fn put(&mut self, new: &str, number: u32) {
        let Some(mask) = self.slots.len().checked_sub(1) else { return };
        let mut at = hash_of_text(new) as usize & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if *slot == FREE {
                *slot = number.saturating_add(FIRST);
                self.used += 1;
                return;
            }
            at = (at + 1) & mask;
        }
    }

    /// Takes a node out. Cost: constant.
    pub(super) fn remove(&mut self, gone: &str, number: u32) {
        let Some(mask) = self.slots.len().checked_sub(1) else { return };
        let mut at = hash_of_text(gone) as usize & mask;
        while let Some(slot) = self.slots.get_mut(at) {
            if *slot == FREE {
                return;
            }
            if *slot == number.saturating_add(FIRST) {
                *slot = GONE;
                return;
            }
            at = (at + 1) & mask;
        }
    }

    /// Gives nodes the numbers that `now` has for their old ones, and takes out those for which it has `gone`. Cost: linear in
    /// the table, no key is looked at.
    pub(super) fn renumber(&mut self, now: &[u32], gone: u32) {
        for slot in &mut self.slots {
            let Some(number) = slot.checked_sub(FIRST) else { continue };
            let new = now.get(number as usize).copied().unwrap_or(gone);
            *slot = if new == gone { GONE } else { new.saturating_add(FIRST) };
        }
    }

    fn rebuild<'k>(&mut self, size: usize, key: impl Fn(u32) -> Option<&'k str>) {
        let old = std::mem::replace(&mut self.slots, vec![FREE; size]);
        self.used = 0;
        for number in old.into_iter().filter_map(|slot| slot.checked_sub(FIRST)) {
            if let Some(key) = key(number) {
                self.put(key, number);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Keys;

    #[test]
    fn keys_are_found_until_they_are_taken_out() {
        let keys: Vec<String> = (0..1000).map(|i| format!("k{i}")).collect();
        let of = |number: u32| keys.get(number as usize).map(String::as_str);
        let mut all = Keys::default();
        assert_eq!(all.get("k1", of), None);
        for (number, key) in (0u32..).zip(&keys) {
            all.insert(key, number, of);
        }
        for number in (0..1000).step_by(2) {
            all.remove(&keys[number as usize], number);
        }
        all.insert("k0", 0, of);
        all.reserve(5000, of);
        for (number, key) in (0u32..).zip(&keys) {
            let is_there = number == 0 || number % 2 == 1;
            assert_eq!(all.get(key, of), is_there.then_some(number), "{key}");
        }
    }
}
