//! The revision tree and its ranges, through the public API of `cucurbit::graph`.

mod alembic;
mod downgrades;
mod faults;
mod names;
mod properties;
mod rows;
mod support;
mod upgrades;
