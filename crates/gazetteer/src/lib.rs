//! Places: what they are, how many people live there, and what they lie in.
//!
//! A place named in a story narrows down who the story is about, the more the smaller it is. This crate answers what a
//! redactor must know to say less: [`Gazetteer::longest`] reads the longest listed name at a word, a [`Name`] gives every
//! [`Place`] that bears it, and a place knows its [kind](Place::kind), its [people](Place::population) and its
//! [ancestors](Place::ancestors) up to the continent.
//!
//! ```
//! use storyveil_gazetteer::{Choice, Gazetteer, PlaceKind, Tongue, choose};
//!
//! let gazetteer = Gazetteer::embedded();
//! let found = gazetteer.longest(["houghton", "regis", "was"]).expect("a town in Bedfordshire");
//! assert_eq!(found.words, 2);
//!
//! let home = gazetteer.country("GB").expect("listed");
//! let Choice::One(luton) = choose(gazetteer.lookup("luton").unwrap().senses(), home, None) else { panic!() };
//! assert_eq!((luton.kind(), luton.population()), (PlaceKind::Town, 225_262));
//! let wide = luton.ancestors().find(|area| area.population() >= 250_000).unwrap();
//! assert_eq!(wide.label(Tongue::English), Some("the East of England"));
//! ```
//!
//! # What is listed
//!
//! The United Kingdom, Romania and Moldova down to villages of about five hundred people; of the rest of the world, places
//! of fifteen thousand and more; counties, regions, countries and continents; well-known parts of large cities. Sources
//! and licences are in `SOURCES.md`; place data comes from GeoNames (CC BY 4.0).
//!
//! # What it cannot know
//!
//! Hamlets, estates and most neighbourhoods are not listed. Populations are of different years, some of a whole urban
//! area, and unknown for some places, which then count as 0. A name says nothing about which of its bearers is meant:
//! [`choose`] says what it takes for granted.

mod choice;
#[cfg(feature = "compile")]
pub mod compile;
mod flags;
mod fold;
mod gazetteer;
mod kind;
mod place;
mod table;

pub use choice::{Choice, choose, may_lie_in};
pub use flags::NameFlags;
pub use fold::{fold, fold_into, key};
pub use gazetteer::{Found, Gazetteer, Name};
pub use kind::PlaceKind;
pub use place::{Place, Tongue};
