//! Bundles of members and the office that merges them: whose are taken, and what goes again.

use std::fs;
use std::path::Path;

use ed25519_dalek::{Signer, SigningKey};
use storyveil_archive::{
    Archive, BundleError, BundleKey, DropError, Ledger, Members, MergeError, Merged, Query, WhyNot, Writer,
};
use storyveil_redact::{Audience, PublicId};

use crate::common::{Draft, TODAY, archive_of, draft, found, holds};

const RIVER: [u8; 32] = [1; 32];
const HILL: [u8; 32] = [2; 32];

fn members() -> Members {
    let key = |seed| BundleKey::from_random(seed).public();
    let list = format!(
        "Members([(name: \"River\", key: \"{}\"), (name: \"Hill\", key: \"{}\")])",
        key(RIVER),
        key(HILL)
    );
    Members::parse(&list).unwrap()
}

fn stories() -> Vec<Draft> {
    vec![
        draft(1, "The landlord gave the keys back.")
            .title("A key")
            .about("themes: [\"housing\"], years: Some((2011, 2013))"),
        draft(2, "The marrowfinch sang for copii.").lang("ro").attribution("a worker"),
        draft(3, "A story whose time has come.").expires_on(jiff::civil::date(2026, 2, 20)),
    ]
}

fn bundle_of(archive: &Archive, name: &str, seed: [u8; 32]) -> Vec<u8> {
    archive.writer().unwrap().bundle(name, &BundleKey::from_random(seed), None, TODAY).unwrap()
}

fn office(dir: &Path) -> Archive {
    Archive::create(&dir.join("office"), Audience::Public).unwrap()
}

fn merge(office: &Archive, bundle: &[u8]) -> Result<Merged, MergeError> {
    office.writer().unwrap().merge(members().verify(bundle).unwrap())
}

/// The stories of a bundle that were not taken, and why.
fn out(merged: &Merged) -> Vec<(PublicId, WhyNot)> {
    merged.not_taken.iter().map(|out| (out.id.unwrap(), out.why)).collect()
}

/// `payload` as a bundle signed with `seed`, whatever it says.
fn signed(payload: &str, seed: [u8; 32]) -> Vec<u8> {
    let magic = "storyveil bundle 1\n";
    let signature = SigningKey::from_bytes(&seed).sign(format!("{magic}{payload}").as_bytes());
    let digits: String = signature.to_bytes().iter().map(|byte| format!("{byte:02x}")).collect();
    format!("{magic}{digits}\n{payload}").into_bytes()
}

fn payload_of(bundle: &[u8]) -> String {
    let text = std::str::from_utf8(bundle).unwrap();
    text.splitn(3, '\n').nth(2).unwrap().to_owned()
}

#[test]
fn an_office_shows_what_its_members_show() {
    let dir = tempfile::tempdir().unwrap();
    let (river, hill) = (
        archive_of(&dir.path().join("r"), &stories()),
        archive_of(&dir.path().join("h"), &[draft(9, "A landlord on the hill.")]),
    );
    let office = office(dir.path());
    let merged = merge(&office, &bundle_of(&river, "River", RIVER)).unwrap();
    assert_eq!((merged.added, merged.left), (2, 0), "a story whose time has come stays at home");
    merge(&office, &bundle_of(&hill, "Hill", HILL)).unwrap();
    let mut landlords = found(&office, "landlord");
    landlords.sort_unstable();
    assert_eq!(landlords, [1, 9]);
    for id in [1, 2] {
        let id = draft(id, "").id();
        assert_eq!(office.get(id, TODAY).unwrap(), river.get(id, TODAY).unwrap(), "not a word is lost");
    }
    let numbers = [(); 2].map(|()| members().verify(&bundle_of(&river, "River", RIVER)).unwrap().sequence());
    assert_eq!(numbers, [2, 3], "no number is used twice");
}

#[test]
fn a_bundle_that_was_touched_anywhere_is_refused() {
    let dir = tempfile::tempdir().unwrap();
    let bundle = bundle_of(&archive_of(dir.path(), &stories()), "River", RIVER);
    assert!(members().verify(&bundle).is_ok());
    for at in (0..bundle.len()).step_by(11).chain([bundle.len() - 1]) {
        let mut touched = bundle.clone();
        touched[at] ^= 1;
        assert!(members().verify(&touched).is_err(), "byte {at}");
    }
    for end in [0, 10, 100, bundle.len() - 1] {
        assert!(members().verify(&bundle[..end]).is_err());
    }
    let longer = [&bundle[..], b"\n"].concat();
    assert_eq!(members().verify(&longer).unwrap_err(), BundleError::Signature);
}

#[test]
fn only_a_listed_member_speaks_and_only_for_itself() {
    let dir = tempfile::tempdir().unwrap();
    let archive = archive_of(dir.path(), &stories());
    let refused = |name, seed| members().verify(&bundle_of(&archive, name, seed)).unwrap_err();
    assert_eq!(refused("Valley", RIVER), BundleError::UnknownMember);
    assert_eq!(refused("River", HILL), BundleError::Signature, "one member in the name of another");
    assert_eq!(refused("River", [3; 32]), BundleError::Signature);
}

#[test]
fn no_json_becomes_a_story_without_a_signature_and_none_that_no_gate_would_pass_with_one() {
    let dir = tempfile::tempdir().unwrap();
    let bundle = bundle_of(&archive_of(dir.path(), &stories()), "River", RIVER);
    let payload = payload_of(&bundle);
    assert_eq!(members().verify(payload.as_bytes()).unwrap_err(), BundleError::NotABundle);
    assert!(members().verify(&signed(&payload, RIVER)).is_ok(), "the format is as documented");
    let (first, second) = (draft(1, "").id(), draft(2, "").id());
    for (from, to, line, id, why) in [
        (
            "\"themes\":[\"housing\"]",
            "\"themes\":[\"zibbel\"]",
            4,
            Some(first),
            WhyNot::UnknownTerm("themes"),
        ),
        ("\"themes\":[\"housing\"]", "\"themes\":[\"housing\",\"housing\"]", 4, Some(first), WhyNot::NoGate),
        (
            "\"period\":{\"from\":2010,\"to\":2014}",
            "\"period\":{\"from\":2011,\"to\":2013}",
            4,
            Some(first),
            WhyNot::NoGate,
        ),
        ("\"leaves_on\":\"2027-01-01\"", "\"leaves_on\":\"2027-01-31\"", 4, Some(first), WhyNot::NoGate),
        ("\"body\":\"The landlord gave the keys back.\"", "\"body\":\" \"", 4, Some(first), WhyNot::NoGate),
        ("\"names_changed\"", "\"consent\":true,\"names_changed\"", 4, Some(first), WhyNot::Unreadable),
        ("{\"id\":\"00", "{\"name\":\"00", 4, None, WhyNot::Unreadable),
        (
            "00000000000000000000000000000001",
            "00000000000000000000000000000002",
            5,
            Some(second),
            WhyNot::Order,
        ),
        ("\"stories\":2", "\"stories\":1", 3, None, WhyNot::Count),
        ("\"stories\":2", "\"stories\":3", 3, None, WhyNot::Count),
        ("\"withdrawn\":[]", "\"withdrawn\":[\"zibbel\"]", 3, None, WhyNot::NoId),
        (
            "\"withdrawn\":[]",
            "\"withdrawn\":[\"00000000000000000000000000000001\"]",
            4,
            Some(first),
            WhyNot::Withdrawn,
        ),
    ] {
        let changed = payload.replacen(from, to, 1);
        assert_ne!(changed, payload, "{from}");
        let dir = tempfile::tempdir().unwrap();
        let merged = merge(&office(dir.path()), &signed(&changed, RIVER)).unwrap();
        let [not_taken] = merged.not_taken[..] else { panic!("{to}: {:?}", merged.not_taken) };
        assert_eq!((not_taken.line, not_taken.id, not_taken.why), (line, id, why), "{to}");
        assert_eq!(merged.added, if line == 3 { 2 } else { 1 }, "{to}: the other story comes in");
        assert!(!not_taken.why.to_string().contains("zibbel"));
    }
}

#[test]
fn withdrawals_are_honoured_whatever_else_is_wrong_in_a_bundle() {
    let dir = tempfile::tempdir().unwrap();
    let drafts = [
        draft(1, "The landlord gave the keys back.").about("themes: [\"housing\"]"),
        draft(2, "The marrowfinch sang."),
    ];
    let river = archive_of(&dir.path().join("r"), &drafts);
    let office = office(dir.path());
    merge(&office, &bundle_of(&river, "River", RIVER)).unwrap();
    let mut writer = river.writer().unwrap();
    writer.withdraw(draft(2, "").id()).unwrap();
    writer.add(draft(3, "The ostervane turned.").clear()).unwrap();
    writer.commit().unwrap();
    drop(writer);
    let sent = payload_of(&bundle_of(&river, "River", RIVER)).replacen("\"housing\"", "\"zibbel\"", 1);
    let merged = merge(&office, &signed(&sent, RIVER)).unwrap();
    assert_eq!((merged.added, merged.left, merged.unchanged), (1, 2, 0));
    assert_eq!(merged.not_taken.iter().map(|out| out.id).collect::<Vec<_>>(), [Some(draft(1, "").id())]);
    assert!(!holds(office.dir(), "marrowfinch"), "what was withdrawn has left");
    assert!(!holds(office.dir(), "landlord"), "and the old text of what cannot be shown any more");
    assert_eq!(found(&office, "ostervane"), [3]);
    // It comes in once it can be read, by the member's next bundle.
    let merged = merge(&office, &bundle_of(&river, "River", RIVER)).unwrap();
    assert_eq!((merged.added, merged.unchanged, merged.not_taken.len()), (1, 1, 0));
}

#[test]
fn what_a_member_withdraws_leaves_the_office_with_proof_and_does_not_come_back() {
    let dir = tempfile::tempdir().unwrap();
    let river = archive_of(&dir.path().join("r"), &stories());
    let office = office(dir.path());
    let first = bundle_of(&river, "River", RIVER);
    merge(&office, &first).unwrap();
    assert!(holds(office.dir(), "marrowfinch"));

    let gone = draft(2, "").id();
    river.writer().unwrap().withdraw(gone).unwrap();
    let second = bundle_of(&river, "River", RIVER);
    assert!(payload_of(&second).contains(&gone.to_string()), "the withdrawal is in the bundle");
    let merged = merge(&office, &second).unwrap();
    assert_eq!((merged.left, merged.unchanged), (1, 1));
    assert!(merged.checked.only_here > 0 && !holds(office.dir(), "marrowfinch"));

    let replayed = merge(&office, &first).unwrap_err();
    assert!(matches!(replayed, MergeError::NotNewer { sequence: 1, last: 2 }), "{replayed}");
    assert!(matches!(merge(&office, &second), Err(MergeError::NotNewer { .. })));

    let mut writer = river.writer().unwrap();
    writer.add(stories()[1].clear()).unwrap();
    writer.commit().unwrap();
    drop(writer);
    let resent = merge(&office, &bundle_of(&river, "River", RIVER)).unwrap();
    assert_eq!(out(&resent), [(gone, WhyNot::WithdrawnBefore)]);
    assert_eq!((resent.added, resent.unchanged), (0, 1));
    assert!(!holds(office.dir(), "marrowfinch"), "and nothing of it was written");
}

#[test]
fn a_story_that_a_member_changed_is_replaced_and_the_old_words_are_gone() {
    let dir = tempfile::tempdir().unwrap();
    let river = archive_of(&dir.path().join("r"), &stories());
    let office = office(dir.path());
    merge(&office, &bundle_of(&river, "River", RIVER)).unwrap();
    let mut writer = river.writer().unwrap();
    writer.withdraw(draft(2, "").id()).unwrap();
    writer.add(draft(2, "The ostervane sang.").lang("ro").clear()).unwrap();
    writer.commit().unwrap();
    drop(writer);
    let merged = merge(&office, &bundle_of(&river, "River", RIVER)).unwrap();
    assert_eq!((merged.replaced, merged.unchanged, merged.left), (1, 1, 0));
    assert!(holds(office.dir(), "ostervane") && !holds(office.dir(), "marrowfinch"));
}

#[test]
fn a_member_cannot_touch_the_stories_of_others() {
    let dir = tempfile::tempdir().unwrap();
    let river = archive_of(&dir.path().join("r"), &stories());
    let hill = archive_of(&dir.path().join("h"), &[draft(1, "The hill says that this is its story.")]);
    let office = office(dir.path());
    merge(&office, &bundle_of(&river, "River", RIVER)).unwrap();
    let taken = merge(&office, &bundle_of(&hill, "Hill", HILL)).unwrap();
    assert_eq!(out(&taken), [(draft(1, "").id(), WhyNot::OfSomebodyElse)]);
    assert_eq!((taken.added, taken.replaced, taken.left), (0, 0, 0));
    assert_eq!((found(&office, "landlord"), found(&office, "hill")), (vec![1], vec![]));

    hill.writer().unwrap().withdraw(draft(1, "").id()).unwrap();
    merge(&office, &bundle_of(&hill, "Hill", HILL)).unwrap();
    assert_eq!(found(&office, "landlord"), [1], "its withdrawals are about its own");

    let mut writer: Writer = office.writer().unwrap();
    writer.add(draft(7, "A story of the office itself.").clear()).unwrap();
    writer.commit().unwrap();
    drop(writer);
    let mut own = hill.writer().unwrap();
    own.add(draft(7, "The hill again.").clear()).unwrap();
    own.commit().unwrap();
    drop(own);
    let taken = merge(&office, &bundle_of(&hill, "Hill", HILL)).unwrap();
    assert_eq!(out(&taken), [(draft(7, "").id(), WhyNot::OfSomebodyElse)]);
    assert_eq!((found(&office, "office"), found(&office, "hill")), (vec![7], vec![]));
}

#[test]
fn what_the_office_withdrew_itself_stays_out() {
    let dir = tempfile::tempdir().unwrap();
    let river = archive_of(&dir.path().join("r"), &stories());
    let office = office(dir.path());
    merge(&office, &bundle_of(&river, "River", RIVER)).unwrap();
    office.writer().unwrap().withdraw(draft(2, "").id()).unwrap();
    let merged = merge(&office, &bundle_of(&river, "River", RIVER)).unwrap();
    assert_eq!((merged.kept_out, merged.added, merged.unchanged), (1, 0, 1));
    assert!(!holds(office.dir(), "marrowfinch"));
}

#[test]
fn a_text_that_is_there_already_comes_in_once_whoever_tells_it() {
    let dir = tempfile::tempdir().unwrap();
    let text = "The ferrywoman kept the marrowfinch warm.";
    let river = archive_of(&dir.path().join("r"), &[draft(1, text), draft(2, "Another story of the river.")]);
    let hill = archive_of(&dir.path().join("h"), &[draft(3, text), draft(4, "A story of the hill.")]);
    let office = office(dir.path());
    merge(&office, &bundle_of(&river, "River", RIVER)).unwrap();
    let pair = (draft(3, "").id(), draft(1, "").id());
    for added in [1, 0] {
        let merged = merge(&office, &bundle_of(&hill, "Hill", HILL)).unwrap();
        assert_eq!((merged.same_text, merged.added), (vec![pair], added));
        assert_eq!(found(&office, "ferrywoman"), [1]);
    }
    river.writer().unwrap().withdraw(pair.1).unwrap();
    let left = merge(&office, &bundle_of(&river, "River", RIVER)).unwrap();
    assert_eq!((left.left, left.gone), (1, [pair.1].into()));
    let merged = merge(&office, &bundle_of(&hill, "Hill", HILL)).unwrap();
    assert_eq!((merged.same_text.len(), merged.added), (0, 1), "the hill has its own leave to show it");
    assert_eq!(found(&office, "ferrywoman"), [3]);
}

#[test]
fn what_the_office_withdrew_does_not_come_back_by_another_story_with_its_text() {
    let dir = tempfile::tempdir().unwrap();
    let text = "The ferrywoman kept the marrowfinch warm.";
    let river = archive_of(&dir.path().join("r"), &[draft(1, text)]);
    let hill = archive_of(&dir.path().join("h"), &[draft(3, text)]);
    let office = office(dir.path());
    merge(&office, &bundle_of(&river, "River", RIVER)).unwrap();
    merge(&office, &bundle_of(&hill, "Hill", HILL)).unwrap();
    office.writer().unwrap().withdraw(draft(1, "").id()).unwrap();
    let merged = merge(&office, &bundle_of(&hill, "Hill", HILL)).unwrap();
    assert_eq!((merged.kept_out, merged.added), (1, 0));
    assert!(!holds(office.dir(), "marrowfinch"));
}

#[test]
fn one_bundle_brings_a_text_once_and_may_give_it_to_another_story() {
    let dir = tempfile::tempdir().unwrap();
    let (first, second) = ("The marrowfinch sang.", "The ostervane turned.");
    let river = archive_of(&dir.path().join("r"), &[draft(1, first), draft(2, second)]);
    let office = office(dir.path());
    // Such a bundle comes from an archive that was filled before texts were compared.
    let doubled = payload_of(&bundle_of(&river, "River", RIVER)).replacen(second, first, 1);
    let merged = merge(&office, &signed(&doubled, RIVER)).unwrap();
    let pair = (draft(2, "").id(), draft(1, "").id());
    assert_eq!((merged.same_text, merged.added), (vec![pair], 1));
    // The text goes from the first story to the second, and the first is told anew.
    let sent = payload_of(&bundle_of(&river, "River", RIVER));
    let moved = sent.replacen(first, "A new beginning.", 1).replacen(second, first, 1);
    let merged = merge(&office, &signed(&moved, RIVER)).unwrap();
    assert_eq!((merged.replaced, merged.added, merged.same_text.len()), (1, 1, 0));
    assert_eq!(found(&office, "marrowfinch"), [2]);
}

#[test]
fn a_story_that_waits_for_a_commit_is_not_taken_over_by_a_bundle() {
    let dir = tempfile::tempdir().unwrap();
    let river = archive_of(&dir.path().join("r"), &stories());
    let bundle = members().verify(&bundle_of(&river, "River", RIVER)).unwrap();
    let office = office(dir.path());
    let mut writer = office.writer().unwrap();
    writer.add(draft(1, "A story of the office itself.").clear()).unwrap();
    let merged = writer.merge(bundle).unwrap();
    assert_eq!(out(&merged), [(draft(1, "").id(), WhyNot::OfSomebodyElse)]);
    writer.commit().unwrap();
    assert_eq!(found(&office, "office OR landlord"), [1]);
}

#[test]
fn a_merge_that_was_cut_short_is_finished_by_merging_again() {
    let dir = tempfile::tempdir().unwrap();
    let river = archive_of(&dir.path().join("r"), &stories());
    let office = office(dir.path());
    let bundle = bundle_of(&river, "River", RIVER);
    merge(&office, &bundle).unwrap();
    // What a crash leaves that comes after the index and before the last line of the record.
    let record = office.dir().join("federation.ron");
    let text = fs::read_to_string(&record).unwrap();
    fs::write(&record, text.replacen("sequence: 1", "sequence: 0", 1)).unwrap();
    let merged = merge(&office, &bundle).unwrap();
    assert_eq!((merged.added, merged.unchanged), (0, 2));
    assert_eq!(fs::read_to_string(&record).unwrap(), text);
    fs::write(&record, "Federation(").unwrap();
    assert!(
        matches!(merge(&office, &bundle), Err(MergeError::Archive(_))),
        "a damaged record is not an empty one"
    );
}

#[test]
fn bundles_keep_to_their_audience_and_carry_figures_under_disclosure_control() {
    let dir = tempfile::tempdir().unwrap();
    let river = archive_of(&dir.path().join("r"), &stories());
    let report = river.report("Our year", &Query::parse(""), TODAY, &mut Ledger::default()).unwrap();
    let key = BundleKey::from_random(RIVER);
    let bundle = river.writer().unwrap().bundle("River", &key, Some(&report), TODAY).unwrap();
    let verified = members().verify(&bundle).unwrap();
    let figures: serde_json::Value = serde_json::from_str(verified.figures().unwrap().as_json()).unwrap();
    assert_eq!(figures["stories"]["total"], "hidden", "two stories are no figure");
    let funder = Archive::create(&dir.path().join("f"), Audience::Funder).unwrap();
    let error = funder.writer().unwrap().merge(verified).unwrap_err();
    assert!(matches!(error, MergeError::OtherAudience { .. }));
}

#[test]
fn a_member_that_is_dropped_leaves_no_word_behind_and_the_others_stay() {
    let dir = tempfile::tempdir().unwrap();
    let river = archive_of(&dir.path().join("r"), &stories());
    let hill = archive_of(&dir.path().join("h"), &[draft(9, "A landlord on the hill.")]);
    let office = office(dir.path());
    merge(&office, &bundle_of(&river, "River", RIVER)).unwrap();
    merge(&office, &bundle_of(&hill, "Hill", HILL)).unwrap();
    let reader = Archive::open(office.dir()).unwrap();
    assert!(holds(office.dir(), "marrowfinch") && found(&reader, "marrowfinch") == [2]);
    let dropped = office.writer().unwrap().drop_member(BundleKey::from_random(RIVER).public()).unwrap();
    assert_eq!(dropped.stories, [1, 2].map(|id| draft(id, "").id()).into());
    assert!(dropped.checked.stories == 1 && dropped.checked.only_here > 0);
    assert!(!holds(office.dir(), "marrowfinch"), "no word is left in any file of the index");
    assert!(found(&reader, "marrowfinch").is_empty(), "nor for a reader that was there before");
    assert_eq!(found(&reader, "landlord"), [9]);
}

#[test]
fn nothing_comes_in_under_the_key_of_a_dropped_member_and_a_new_key_begins_anew() {
    let dir = tempfile::tempdir().unwrap();
    let river = archive_of(&dir.path().join("r"), &stories());
    let office = office(dir.path());
    merge(&office, &bundle_of(&river, "River", RIVER)).unwrap();
    river.writer().unwrap().withdraw(draft(2, "").id()).unwrap();
    merge(&office, &bundle_of(&river, "River", RIVER)).unwrap();
    office.writer().unwrap().drop_member(BundleKey::from_random(RIVER).public()).unwrap();
    let with_old_key = merge(&office, &bundle_of(&river, "River", RIVER));
    assert!(matches!(with_old_key, Err(MergeError::Dropped)), "{with_old_key:?}");
    let renewed = merge(&office, &bundle_of(&river, "Hill", HILL)).unwrap();
    assert_eq!(renewed.added, 1, "the stories keep their ids");
    let ghost = archive_of(&dir.path().join("g"), &[stories().remove(0), stories().remove(1)]);
    let sent = payload_of(&bundle_of(&ghost, "Hill", HILL)).replacen("\"sequence\":1", "\"sequence\":99", 1);
    let again = merge(&office, &signed(&sent, HILL)).unwrap();
    assert_eq!(out(&again), [(draft(2, "").id(), WhyNot::WithdrawnBefore)]);
    assert!(!holds(office.dir(), "marrowfinch"));
}

#[test]
fn a_member_is_dropped_again_without_harm_and_an_unknown_one_not_at_all() {
    let dir = tempfile::tempdir().unwrap();
    let river = archive_of(&dir.path().join("r"), &stories());
    let office = office(dir.path());
    merge(&office, &bundle_of(&river, "River", RIVER)).unwrap();
    let unknown = office.writer().unwrap().drop_member(BundleKey::from_random(HILL).public());
    assert!(matches!(unknown, Err(DropError::NothingHeld)));
    assert_eq!(found(&office, "landlord"), [1], "nothing was touched");
    let key = BundleKey::from_random(RIVER).public();
    // A process that ended between the two records: the stories are still on the first one, and partly in the index.
    office.writer().unwrap().drop_member(key).unwrap();
    let state = office.dir().join("federation.ron");
    let id = draft(1, "").id().to_string();
    let text =
        fs::read_to_string(&state).unwrap().replacen("stories: []", &format!("stories: [\"{id}\"]"), 1);
    fs::write(&state, text).unwrap();
    let mut writer = office.writer().unwrap();
    assert_eq!(writer.drop_member(key).unwrap().stories.len(), 1);
    assert!(writer.drop_member(key).unwrap().stories.is_empty());
}
