//! Another publisher's copy of an article: nearly the same.

use super::random::Random;
use super::stories::Story;
use super::words;
use super::world::World;

/// Changes a story as an editor would: another title, a sentence fewer or more, names in the house's spelling.
pub fn edit(story: &mut Story, world: &World, random: &mut Random) {
    if random.once_in(2) {
        story.title = format!("{}, ministry says", story.title);
    }
    if random.once_in(2) {
        story.rest.pop();
    }
    if random.once_in(2) {
        story.rest.extend(words::background(1, random));
    }
    for i in 0..story.facts.people.len() {
        let Some(named) = story.facts.people.get(i).cloned() else { continue };
        let Some(person) = world.person(named.person) else { continue };
        let again = person.named(random);
        story.respell(&named.spelled, &again.spelled);
        if let Some(place) = story.facts.people.get_mut(i) {
            *place = again;
        }
    }
}
