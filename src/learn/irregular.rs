//! Verbs of English whose forms no end of a word tells and that a treebank may lack: irregular ones (`fled`, `overthrew`),
//! and regular ones that look like forms of other words (`freed`, `patrolled`).
//!
//! Common knowledge, written down for this project.

/// A verb, its past tense and its past participle a line; forms that vary are joined by `/`. Verbs whose forms are other
/// verbs as well (`wound`, `ground`, `lay`) are left to the treebanks.
const VERBS: &str = "\
arise arose arisen
awake awoke awoken
bear bore borne/born
beat beat beaten
become became become
befall befell befallen
begin began begun
behold beheld beheld
bend bent bent
beset beset beset
bet bet bet
bid bade/bid bidden/bid
bind bound bound
bite bit bitten
bleed bled bled
blow blew blown
break broke broken
breed bred bred
bring brought brought
broadcast broadcast broadcast
build built built
burn burnt burnt
burst burst burst
buy bought bought
cast cast cast
catch caught caught
choose chose chosen
cling clung clung
come came come
cost cost cost
creep crept crept
cut cut cut
deal dealt dealt
dig dug dug
dive dove dived
draw drew drawn
dream dreamt dreamt
drink drank drunk
drive drove driven
dwell dwelt dwelt
eat ate eaten
fall fell fallen
feed fed fed
feel felt felt
fight fought fought
find found found
flee fled fled
fling flung flung
fly flew flown
forbid forbade forbidden
forget forgot forgotten
forgive forgave forgiven
forsake forsook forsaken
freeze froze frozen
get got gotten
give gave given
go went gone
grow grew grown
hang hung hung
hear heard heard
hide hid hidden
hit hit hit
hold held held
hurt hurt hurt
keep kept kept
kneel knelt knelt
know knew known
lay laid laid
lead led led
leap leapt leapt
learn learnt learnt
leave left left
lend lent lent
let let let
light lit lit
lose lost lost
make made made
mean meant meant
meet met met
pay paid paid
plead pled pled
prove proved proven
put put put
quit quit quit
read read read
rid rid rid
ride rode ridden
ring rang rung
rise rose risen
run ran run
say said said
see saw seen
seek sought sought
sell sold sold
send sent sent
set set set
shake shook shaken
shed shed shed
shine shone shone
shoot shot shot
show showed shown
shrink shrank shrunk
shut shut shut
sing sang sung
sink sank sunk
sit sat sat
slay slew slain
sleep slept slept
slide slid slid
slink slunk slunk
slit slit slit
speak spoke spoken
speed sped sped
spend spent spent
spill spilt spilt
spin spun spun
spit spat spat
split split split
spread spread spread
spring sprang sprung
stand stood stood
steal stole stolen
stick stuck stuck
sting stung stung
stink stank stunk
stride strode stridden
strike struck struck/stricken
strive strove striven
swear swore sworn
sweep swept swept
swell swelled swollen
swim swam swum
swing swung swung
take took taken
teach taught taught
tear tore torn
tell told told
think thought thought
throw threw thrown
thrust thrust thrust
tread trod trodden
understand understood understood
unfreeze unfroze unfrozen
wake woke woken
wear wore worn
weave wove woven
weep wept wept
win won won
withdraw withdrew withdrawn
withhold withheld withheld
withstand withstood withstood
wring wrung wrung
write wrote written";

/// What may stand before a verb that is changed as the verb alone is: `overthrew`.
const PREFIXES: [&str; 8] = ["fore", "mis", "out", "over", "re", "un", "under", "up"];

/// Regular verbs of the news; a letter after `+` is the one that doubles (`patrolled`). With those that end in one `e`
/// or in `ee`, no end of the word tells where it begins.
const REGULAR: &str = "\
annul+l axe bide blitz bus buzz cane cede chime club+b comb condole console counsel+l curb dam+m disinvite dispel+l
dole enroll extol+l eye fete fine firebomb forebode free gripe heap home impel+l importune intone jab+b jibe lambast
lean level machine marshal mob+b nod+d parcel patrol+l plane prod+d programme proscribe pummel quarrel quell quip+p
rake rap+p reconvene reinvite repel+l route scar+r scoff shore site skip+p snap+p snipe snub+b sob+b spell strafe
swap+p swipe tag+g time tip+p upbraid wade wander";

/// Each form with its verb; those of irregular verbs with prefixes, too, where `is_word` knows the verb that they make.
pub(super) fn irregular_forms(is_word: impl Fn(&str) -> bool) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for line in VERBS.lines() {
        let mut words = line.split(' ');
        let Some(verb) = words.next() else { continue };
        for form in words.flat_map(|forms| forms.split('/')).filter(|form| *form != verb) {
            found.push((form.to_owned(), verb.to_owned()));
            for prefix in PREFIXES {
                let (form, verb) = (format!("{prefix}{form}"), format!("{prefix}{verb}"));
                if is_word(&form) && is_word(&verb) {
                    found.push((form, verb));
                }
            }
        }
    }
    for word in REGULAR.split_ascii_whitespace() {
        let (verb, doubled) = word.split_once('+').unwrap_or((word, ""));
        found.extend(regular_forms(verb, doubled).map(|form| (form, verb.to_owned())));
    }
    found.sort();
    found.dedup_by(|after, before| after.0 == before.0);
    found
}

/// The third person, the past and the participle of a regular verb, the last two with the letter that doubles.
fn regular_forms(verb: &str, doubled: &str) -> impl Iterator<Item = String> {
    let hisses = ["s", "x", "z", "ch", "sh"].iter().any(|end| verb.ends_with(end));
    let third = format!("{verb}{}", if hisses { "es" } else { "s" });
    let past = match verb.strip_suffix('e') {
        Some(stem) => format!("{stem}ed"),
        None => format!("{verb}{doubled}ed"),
    };
    let stem = verb.strip_suffix('e').filter(|stem| !stem.ends_with(['e', 'y']));
    let progressive = format!("{}{doubled}ing", stem.unwrap_or(verb));
    [third, past, progressive].into_iter()
}

#[cfg(test)]
mod tests {
    use super::irregular_forms;

    #[test]
    fn forms_tell_their_verb_with_and_without_prefixes() {
        let forms = irregular_forms(|word| matches!(word, "overthrow" | "overthrew" | "unthrew"));
        let of = |form: &str| forms.iter().find(|(f, _)| f == form).map(|(_, verb)| &**verb);
        assert_eq!(of("fled"), Some("flee"));
        assert_eq!(of("borne"), Some("bear"));
        assert_eq!(of("overthrew"), Some("overthrow"));
        assert_eq!(of("unthrew"), None, "no such verb is known");
        assert_eq!(of("put"), None, "nothing to change");
        for form in ["freed", "frees", "freeing"] {
            assert_eq!(of(form), Some("free"), "{form}");
        }
        assert_eq!(of("patrolling"), Some("patrol"));
        assert_eq!(of("fining"), Some("fine"));
        assert_eq!(of("buzzes"), Some("buzz"));
    }
}
