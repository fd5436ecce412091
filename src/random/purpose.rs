//! What random numbers are for: each purpose is a stream of its own.

/// What a random number is for. A purpose's tag is part of its address: never change one, never reuse one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[repr(u64)]
pub enum Purpose {
    /// The ties of network i; entity: whatever the generator draws one by one (a row, a block, a tie).
    Network = 1,
    /// A fixed property of a person or tie of network i; entity: the person, or person and place of the tie.
    Attribute = 2,
    /// Threshold of a person; entity: the person, index: the verb.
    Theta = 3,
    /// Coin of a tie ([`Coins`](super::Coins)); entity: the person, place: that of the tie in the person's row.
    Live = 5,
    /// How long a person stays infectious; entity: the person.
    Recover = 6,
    /// Which people are asked first; entity: the use, index: the pick.
    SeedPick = 7,
    /// When a person acts by an outside source; entity: the person.
    Outside = 8,
    /// Contacts of a spreader; entity: the person, index: the contact.
    Contact = 9,
    /// What a person thinks at the beginning; entity: the person.
    Opinion = 10,
    /// Who never changes their mind; index: the pick.
    Stubborn = 11,
    /// Who thinks again, and whom they hear; entity: the turn, or round and person; index: the draw.
    Revise = 12,
    /// How long a tie takes to work; entity: the person, index: place of the tie in the person's row.
    Delay = 20,
    /// Contacts along a tie that may work more than once; entity: person and place of the tie, index: the contact.
    Meeting = 21,
    /// Who never acts; entity: the person.
    Immune = 22,
    /// Who gives up after having said no; entity: the person.
    Refuse = 23,
    /// How long it takes until a person who has acted exposes others; entity: the person, index: the spell.
    Latent = 24,
    /// How long a person cannot act again; entity: the person, index: the spell.
    Wane = 25,
    /// Which of those who reach a person at the same moment is followed; entity: the person.
    TieBreak = 30,
    /// Whether a person who hears good words passes on bad ones; entity: the person.
    Quality = 31,
    /// Children of a member of a branching process; entity: the member.
    Offspring = 32,
    /// When an event of a process in time happens, after its cause; entity: the event.
    Birth = 33,
    /// How much a person of network i takes part; entity: the person, index: which fact ([`crate::audience::participation`]).
    Participation = 50,
    /// How strong a tie of network i is; entity: the smaller and the larger person of the pair, or the rank of a draw.
    Strength = 51,
    /// What a person or a community of network i cares about; entity: the person or community, read in sequence.
    Interest = 52,
    /// Whether and when a copy in a feed is seen: [`Coins`](super::Coins) of an item, by person and place of the tie. See
    /// [`Replicate::coins_for`](super::Replicate::coins_for).
    Copy = 60,
    /// Whether a tie gets one of the copies that a verb writes only some of: [`Coins`](super::Coins) of an item, as [`Purpose::Copy`].
    SomeCopies = 61,
    /// Threshold of a person for a verb on an item: [`Coins`](super::Coins) of an item, by person and verb.
    Act = 62,
    /// Time until the next sighting of an item in a pool; entity: the surface, index: the sighting.
    Sighting = 63,
    /// Who it is that sees an item in a pool; entity: surface and sighting, index: the draw.
    Visitor = 64,
    /// What is drawn once for an item; entity: the property.
    Item = 65,
    /// Which people a brand begins with as followers; entity: the person.
    Follower = 66,
    /// Who posts: in proportion to visits and propensity; index: the pick.
    Author = 67,
    /// When a person leaves for good; entity: the person.
    Churn = 68,
    /// A person's visits one by one; entity: the person, index: the visit.
    Visit = 69,
    /// Whether somebody unfollows the brand; entity: the person, index: the posts shown.
    Unfollow = 70,
    /// Into which groups of a platform people are sorted, and into which of theirs somebody hands an item.
    Group = 71,
    /// How long a person takes to act on an item; entity: the person, index: the verb. Of an item's luck.
    ActDelay = 72,
    /// Whether an act brings an item back to the top; entity: the person, index: the verb. Of an item's luck.
    Bump = 73,
    /// Whether and when a copy that is written anew is seen: [`Coins`](super::Coins) of an item, by who acted (the brand: 2^32 - 1 - how often)
    /// and place of the tie.
    BumpedCopy = 74,
    /// Whom the brand has profiled, and what it saw; entity: the person.
    Listen = 90,
    /// Which follower staff speak to; entity: the day, index: the opening.
    Staff = 91,
    /// Whether an advocate shares; entity: the person, index: the item's slot.
    Advocate = 92,
    /// Answers to complaints; entity: the author, index: by the item's slot.
    Answer = 93,
    /// Who answers a call for ideas; entity: the person, index: the call.
    Contribute = 94,
    /// Uses of a product; entity: the person, index: by the use.
    Use = 95,
    /// From whom shortest paths are looked at, of network i; read in sequence.
    PathSample = 40,
    /// Which of several seedings a replicate takes.
    SeedingPick = 41,
    /// Reverse-reachable sets by which people are chosen; entity: the set.
    ReverseChoose = 45,
    /// Reverse-reachable sets by which the choice is judged; entity: the set.
    ReverseJudge = 46,
    /// Reverse-reachable sets by which the way of drawing roots is chosen; entity: the way and the set.
    ReversePilot = 47,
    /// Which replicates a mean is made of once more; entity: the resample, read in sequence.
    Resample = 110,
}
