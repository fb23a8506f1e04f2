//! Chooses the intermediaries of each attribution among those that the text
//! offers.

use super::cue::gives_words;
use super::evidence::{Evidence, Route};
use super::fold::Found;
use super::link::Reach;
use super::speaker::is_first_person;
use crate::attribution::Act;

/// The intermediaries of an attribution, and why they come from another place
/// of the article, if they do.
pub(super) type Chosen = (Route, Option<Reach>);

/// Chooses the intermediaries of each attribution: those that later text names
/// for a lead; or else what the pass over the article found; or else the outlet
/// whose report the article retells; or else, for what speakers say inside
/// their own words, those of the attribution around it.
pub(super) fn compose(
    evidence: &Evidence<'_>,
    found: Vec<Found>,
    leads: Vec<Option<Route>>,
    retold: Vec<Option<Route>>,
) -> Vec<Chosen> {
    let candidates = found.into_iter().zip(leads).zip(retold);
    let mut chosen: Vec<Chosen> = candidates.map(|((found, lead), retold)| choose(found, lead, retold)).collect();
    for &i in &evidence.order {
        if let Some(up) = within_own_words(evidence, i)
            && chosen[i as usize].0.is_empty()
        {
            chosen[i as usize] = chosen[up as usize].clone();
        }
    }
    chosen
}

fn choose(found: Found, lead: Option<Route>, retold: Option<Route>) -> Chosen {
    match (lead, retold) {
        (Some(route), _) => (route, Some(Reach::Lead)),
        (None, Some(route)) if found.route.is_empty() => (route, Some(Reach::Retells)),
        _ => (found.route, found.reach),
    }
}

/// Returns the holder of a statement that speakers make inside their own words.
fn within_own_words(evidence: &Evidence<'_>, i: u32) -> Option<u32> {
    let up = evidence.holder(i)?;
    let own_words = evidence.source(i).is_some() && evidence.source(up) == evidence.source(i);
    let a = evidence.attribution(i);
    let states = a.act == Act::Statement && (gives_words(evidence, i) || !a.conveys.is_deed());
    (own_words && states && !is_first_person(evidence, i)).then_some(up)
}
