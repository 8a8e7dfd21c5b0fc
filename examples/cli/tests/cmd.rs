//! One file for each behaviour of the command line, in `cmd`: arguments, input, expected output and status. What they read
//! is in `cmd/data` and invented.

#[test]
fn every_behaviour_is_as_written_down() {
    trycmd::TestCases::new().case("tests/cmd/*.toml");
}
