//! The engine of opinions: turns, one by one or all at once, until nobody can move any more or the horizon comes.

use super::revision::Choose;
use super::state::{ONE, State};
use super::{Clock, Dynamics, Rule};
use crate::graph::Graph;
use crate::random::{Purpose, Replicate};

/// How a replicate ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct End {
    /// When somebody last moved by more than [`super::SETTLED`], in rounds; one by one, a turn is 1 / people of a round.
    pub last_move: f64,
    /// Whether nobody can move by more than that any more.
    pub settled: bool,
    /// Since when all opinions have lain within [`CLOSE`] of each other, if they do at the end.
    pub agreed: Option<f64>,
}

/// People whose opinions lie within a hundredth agree.
pub const CLOSE: u64 = ONE / 100;

/// One turn of the clock one by one: a random person's.
#[inline]
pub fn step(rule: &Rule, state: &mut State, choose: &mut impl Choose) {
    let person = choose.below(state.people());
    rule.act(state, person, choose);
}

/// Plays one replicate from a seed set, to the horizon at most (whole rounds). `watch` is shown the state at the beginning
/// and after each round, the last one included, with the number of the round. Returns how it ended, and with which opinions.
///
/// Turn i of the clock one by one, and the turn of person v in round t of the other, have luck of their own: two campaigns
/// revise the same people in the same order, and hear the same places of their rows.
pub fn play<'a>(
    dynamics: &Dynamics,
    graph: &'a Graph,
    seeds: &[u32],
    horizon: f64,
    luck: &Replicate,
    mut watch: impl FnMut(u64, &State),
) -> (End, State<'a>) {
    let Dynamics { rule, clock, start } = dynamics;
    let mut state = start.state(graph, seeds, luck);
    let people = u64::from(state.people());
    let turns = luck.stream(Purpose::Revise);
    let mut end = End { last_move: 0.0, settled: people == 0, agreed: agree(&state).then_some(0.0) };
    // A person who could still move: asked first, for as long as it stays so.
    let mut witness = 0;
    let mut next = Vec::new();
    watch(0, &state);
    let mut round = 0;
    while !end.settled && (round as f64) < horizon {
        if is_settled(rule, &state, &mut witness) {
            end.settled = true;
            break;
        }
        match clock {
            Clock::OneByOne => {
                for turn in round * people..(round + 1) * people {
                    step(rule, &mut state, &mut turns.sequence(turn));
                    if state.has_moved() {
                        end.last_move = (turn + 1) as f64 / people as f64;
                        // All hold 0 or all hold 1: nobody hears anything else any more.
                        if state.is_extreme() {
                            end.agreed.get_or_insert(end.last_move);
                            end.settled = true;
                            break;
                        }
                    }
                }
            }
            Clock::AtOnce => {
                let own = |person: u32| rule.own(&state, person, &mut turns.sequence(round << 32 | u64::from(person)));
                next.clear();
                next.extend((0..people as u32).map(own));
                for (person, &opinion) in next.iter().enumerate() {
                    state.set(person as u32, opinion);
                }
                if state.has_moved() {
                    end.last_move = (round + 1) as f64;
                }
            }
        }
        round += 1;
        watch(round, &state);
        end.agreed = if agree(&state) { end.agreed.or(Some(round as f64)) } else { None };
    }
    end.settled |= is_settled(rule, &state, &mut witness);
    (end, state)
}

/// Whether all opinions lie within [`CLOSE`] of each other.
fn agree(state: &State) -> bool {
    let all = state.opinions();
    let least = all.iter().min().copied().unwrap_or(0);
    all.iter().all(|&opinion| opinion - least <= CLOSE)
}

/// Whether nobody can move any more; else `witness` is somebody who might.
fn is_settled(rule: &Rule, state: &State, witness: &mut u32) -> bool {
    let people = state.people();
    let found = (0..people).map(|i| (u64::from(*witness) + u64::from(i)) % u64::from(people));
    let found = found.map(|person| person as u32).find(|&person| rule.may_move(state, person));
    *witness = found.unwrap_or(0);
    found.is_none()
}
