//! **Stages of a life**: what theory says where people wait before they pass it on, and where they can catch it again.
//!
//! Waiting puts everything off and changes nothing of who is reached: those who act once (SEIR) end where percolation with the
//! same transmission says, and complete mixing where it says without waiting. Who stops and is open again (SIS), in continuous
//! time with everybody tied to everybody, comes in the mean field to a level that stays,
//!
//! i* = 1 - 1 / R0,   R0 = rate x (n - 1) / recovery,   from a share i_0 as i* / (1 + (i* / i_0 - 1) exp(-(R0 - 1) recovery t)).
//!
//! # Where it must fail
//! Chance lowers the level by about 1 / (R0 - 1) people, and ends it some day; it is told only where that is little beside it,
//! and where the horizon lies so late that the mean field has come there.
//!
//! # Reference
//! Kermack and McKendrick, *Contributions to the mathematical theory of epidemics II*, Proc. R. Soc. A 138 (1932),
//! doi:10.1098/rspa.1932.0171; Nasell, *The quasi-stationary distribution of the closed endemic SIS model*, Advances in Applied
//! Probability 28 (1996), doi:10.2307/1428186.

use super::percolation::Transmission;
use super::{MIXING, Situation, Theory};
use crate::graph::{PerPerson, PerTie};
use crate::law::{Stages, Stay};

/// Most that chance may lower the level by, and that the mean field may still be away from it, as parts of it.
const NEAR: f64 = 0.02;

/// The theories that apply, the most fitting first.
pub(super) fn of(situation: &Situation, stages: &Stages) -> Vec<Theory> {
    let PerTie::Same(pass) = stages.pass else { return Vec::new() };
    if stages.outside != PerPerson::Same(0.0) {
        return Vec::new();
    }
    match &stages.immune {
        forever if *forever == Stay::FOREVER => once(situation, stages, pass),
        none if *none == Stay::NONE && stages.latent == Stay::NONE => {
            again(situation, stages, pass).into_iter().collect()
        }
        _ => Vec::new(),
    }
}

/// Whether a stage ends, whoever is in it.
fn ends(stay: &Stay) -> bool {
    let all = |of: &PerPerson<f64>, ends: fn(f64) -> bool| match of {
        PerPerson::Same(number) => ends(*number),
        PerPerson::Each(numbers) => numbers.iter().all(|&number| ends(number)),
    };
    match stay {
        Stay::Fixed(lengths) => all(lengths, f64::is_finite),
        Stay::Random(chances) => all(chances, |chance| chance > 0.0),
    }
}

/// Everybody acts once.
fn once(situation: &Situation, stages: &Stages, pass: f64) -> Vec<Theory> {
    if !ends(&stages.latent) {
        return Vec::new();
    }
    let certain = if pass > 0.0 { 1.0 } else { 0.0 };
    let transmission = match (&stages.active, stages.rounds) {
        (Stay::Random(PerPerson::Same(end)), true) => Transmission::geometric(pass, *end),
        (Stay::Random(PerPerson::Same(end)), false) => Transmission::exponential(pass, *end),
        (Stay::Fixed(PerPerson::Same(life)), _) if life.is_infinite() => Transmission::fixed(certain),
        (Stay::Fixed(PerPerson::Same(life)), true) => Transmission::fixed(1.0 - libm::pow(1.0 - pass, *life)),
        (Stay::Fixed(PerPerson::Same(life)), false) => Transmission::fixed(-libm::expm1(-pass * life)),
        _ => return Vec::new(),
    };
    let Some(degrees) = situation.degrees() else { return Vec::new() };
    let mut theories = vec![situation.percolation(&degrees, &transmission)];
    if let (Stay::Random(PerPerson::Same(end)), false) = (&stages.active, stages.rounds)
        && *end > 0.0
    {
        theories.push(situation.final_size(pass * degrees.ties() / end));
    }
    theories
}

/// Who stops is open again, everybody is tied to everybody, and time is continuous.
fn again(situation: &Situation, stages: &Stages, pass: f64) -> Option<Theory> {
    let people = situation.people();
    let Stay::Random(PerPerson::Same(end)) = stages.active else { return None };
    if stages.rounds || end <= 0.0 || situation.graph.ties() as f64 != people * (people - 1.0) {
        return None;
    }
    let r0 = pass * (people - 1.0) / end;
    let share = 1.0 - 1.0 / r0;
    let away = (share / situation.asked() - 1.0) * libm::exp(-(r0 - 1.0) * end * situation.horizon);
    let lowered = r0 / (people * (r0 - 1.0) * (r0 - 1.0));
    Some(Theory {
        theory: "endemic-level".to_owned(),
        title: "mean field, complete mixing, where people can catch it again".to_owned(),
        growth: Some(r0),
        level: (r0 > 1.0 && away.abs() <= NEAR && lowered <= NEAR).then_some(share * people),
        assumes: MIXING.to_owned(),
        fails: "where few people have it: then luck can end it, as it does everywhere in the end".to_owned(),
        ..Theory::default()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::Graph;
    use crate::graph::generate::complete::Complete;
    use crate::graph::generate::cycle::Cycle;
    use crate::law::{Law, Life, Rounds};
    use crate::random::Chance;

    fn theories(law: &Law, graph: &Graph, seeds: u32, horizon: f64) -> Vec<Theory> {
        super::super::of(&Situation { law, graph, seeds: &[(0..seeds).collect()], horizon, times: &[] })
    }

    fn stages(rounds: bool, latent: Stay, active: Stay, immune: Stay) -> Law {
        Law::Stages(Stages { rounds, pass: PerTie::Same(0.05), outside: PerPerson::Same(0.0), latent, active, immune })
    }

    fn same(number: f64) -> PerPerson<f64> {
        PerPerson::Same(number)
    }

    /// The numbers of SIR, whatever the waiting, on both clocks and with lives of both kinds; none where waiting may never end.
    #[test]
    fn who_waits_ends_where_who_does_not() {
        let graph = Complete::new(60).unwrap().network();
        let tries = |life| Law::Tries { chance: PerTie::Same(Chance::of(0.05)).into(), life };
        let rates = |life| Law::Rates { rate: PerTie::Same(0.05).into(), outside: 0.0, life };
        let waits = [Stay::Fixed(same(3.0)), Stay::Random(same(0.5)), Stay::Random(PerPerson::Each(vec![0.1; 60]))];
        for wait in waits {
            let of = |rounds, active| {
                theories(&stages(rounds, wait.clone(), active, Stay::FOREVER), &graph, 1, f64::INFINITY)
            };
            let pairs = [
                (of(true, Stay::Fixed(same(2.0))), tries(Rounds::Fixed(2))),
                (of(true, Stay::Random(same(0.4))), tries(Rounds::Geometric(Chance::of(0.4)))),
                (of(false, Stay::Fixed(same(2.0))), rates(Life::Fixed(2.0))),
                (of(false, Stay::Random(same(0.4))), rates(Life::Exponential(0.4))),
            ];
            for (found, law) in pairs {
                let mut known = theories(&law, &graph, 1, f64::INFINITY);
                known.iter_mut().for_each(|theory| theory.curve.clear());
                assert!(!found.is_empty() && found[0].size.is_some());
                assert_eq!(found, known);
            }
        }
        let never = stages(false, Stay::Random(same(0.0)), Stay::Random(same(0.4)), Stay::FOREVER);
        assert_eq!(theories(&never, &graph, 1, f64::INFINITY), []);
        let wanes = stages(false, Stay::NONE, Stay::Random(same(0.4)), Stay::Fixed(same(9.0)));
        assert_eq!(theories(&wanes, &graph, 1, 50.0), []);
    }

    /// R0 = .05 x 999 / 12.4875 = 4, so three quarters; not in rounds, not on a cycle, not too early, not where chance has much
    /// part.
    #[test]
    fn what_comes_back_has_a_level_where_all_meet_all() {
        let graph = Complete::new(1000).unwrap().network();
        let sis = |rounds, end| stages(rounds, Stay::NONE, Stay::Random(same(end)), Stay::NONE);
        let level =
            |law: Law, graph: &Graph, horizon| theories(&law, graph, 10, horizon).first().map(|theory| theory.level);
        let found = level(sis(false, 12.4875), &graph, 5.0).flatten().unwrap();
        assert!((found - 750.0).abs() < 1e-9, "{found}");
        assert_eq!(level(sis(false, 12.4875), &graph, 0.1), Some(None), "too early");
        assert_eq!(level(sis(false, 49.0), &graph, 500.0), Some(None), "too near R0 = 1");
        assert_eq!(level(sis(false, 60.0), &graph, 500.0), Some(None), "below it");
        assert_eq!(level(sis(true, 0.5), &graph, 50.0), None, "in rounds it is another process");
        let cycle = Cycle::new(1000, true).unwrap().network();
        assert_eq!(level(sis(false, 0.01), &cycle, 500.0), None);
    }
}
