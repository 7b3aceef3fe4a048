use super::{FieldKind, Procedure};

#[test]
fn a_signature_says_what_is_taken_and_given() {
    let read = Procedure::table("a.b(name :: STRING?, n::INTEGER) :: (x :: ANY?)", Vec::new());
    let read = read.unwrap();
    assert_eq!(read.name, "a.b");
    assert_eq!(read.parameters[1].kind, FieldKind::Int);
    assert_eq!(read.signature(), "a.b(name :: STRING, n :: INTEGER) :: (x :: ANY)");
    let nothing = Procedure::table("a.nothing() :: ()", Vec::new()).unwrap();
    assert!(nothing.parameters.is_empty() && nothing.results.is_empty());
    for wrong in ["a", "a(", "a()", "a() :: x", "a(n) :: ()", "a(n :: WORD) :: ()", "() :: ()"] {
        assert!(Procedure::table(wrong, Vec::new()).is_err(), "{wrong}");
    }
}

#[test]
fn all_built_in_signatures_can_be_read() {
    let built_in = super::schema::ALL.len();
    assert_eq!(Procedure::built_in().len(), built_in);
}
