//! **Product**: customers use what they bought, again and again, and talk about it.
//!
//! No practice but what practices work on, the same for every campaign of a scenario: `[product]`. Whoever does the verb that is
//! done once for the brand (buying) becomes a customer; some people are customers from the start. A customer uses the product at
//! random moments. A use goes wrong with chance 1 - quality, and then the customer complains: a negative item, along the
//! customer's own ties. A use that goes well brings praise now and then: a positive item. Between two uses a customer leaves for
//! good with chance 1 - exp(-rate exp(-opinion) time), so who thinks well of the brand stays.
//!
//! This is the slow stock behind word of mouth: customers make talk, and talk makes customers, long after a campaign has ended.
//! R of customers is uses in a customer's life x praise x what one praise brings; a scenario in which it reaches 1 grows for
//! ever.
//!
//! # Parameters
//!
//! `customers`: share of the people at the start; `use-every`: mean time between two uses; `praise`: chance that a good use is
//! talked about; `quality`: chance that a use goes well; `appeal` of praise and complaints; `leave`: share of customers with a
//! neutral opinion who leave in a month of 30 days; `margin`: money a customer brings a month; `discount`: what money a year later
//! is worth less.
//!
//! # Output
//!
//! `customers` at the end, `customers-lost`, `praise`, `complaints`, `brand-opinion` of customers at the end, `margin` earned, `npv`:
//! margin less money spent, the one discounted as it comes in, the other day by day.
//!
//! # Cost
//!
//! One event for each use, one a day.
//!
//! # Randomness
//!
//! Use by customer; numbers 4 k to 4 k + 3 belong to the k-th use: the time until it, whether it goes well, whether it is
//! talked about, whether the customer has left. Items of customers are addressed by customer and use.
//!
//! # Departures
//!
//! Leaving is decided at uses and at the end, with the opinion of that moment, for the time since the last; repeat purchases are in
//! the margin, which comes in evenly until a customer leaves.
//!
//! # Reference
//!
//! That a few dissatisfied customers cost much: J. Goldenberg, B. Libai, S. Moldovan and E. Muller, *The NPV of bad news*,
//! International Journal of Research in Marketing 24 (2007), 186-200. Numbers are assumed.

use crate::catalog::{Entry, Fault, Key, Kind};
use crate::platform::{Act, Appeal, Author, Item, Lever, Observable, Part, Site, World};
use crate::quantity::Bounds;
use crate::random::{Purpose, Stream};

/// What stands behind `[product]`.
pub static PRODUCT: Entry<Box<dyn Lever>> = Entry {
    name: "product",
    title: "customers use what they bought, and talk about it",
    kind: Kind::Table(&[
        Key::with_default("customers", Kind::Probability, "0.02", "share of the people who are customers at the start")
            .source("assumed"),
        Key::with_default("use-every", Kind::Duration, "\"14 days\"", "mean time between two uses").source("assumed"),
        Key::with_default("praise", Kind::Probability, "0.8", "chance that a use that goes well is talked about")
            .larger("more talk; a praise that brings one customer or more grows for ever")
            .source("assumed"),
        Key::with_default("quality", Kind::Probability, "0.98", "chance that a use goes well")
            .larger("fewer complaints")
            .source("assumed"),
        Key::with_default("appeal", Kind::Number(0.0, 1e6), "1", "how attractive praise and complaints are")
            .source("assumed"),
        Key::with_default(
            "leave",
            Kind::Probability,
            "0.05",
            "share of customers of neutral opinion who leave in 30 days",
        )
        .source("assumed"),
        Key::with_default("margin", Kind::Number(0.0, 1e12), "2", "money that a customer brings in 30 days")
            .unit("money")
            .source("assumed"),
        Key::with_default("discount", Kind::Probability, "0.1", "how much less money is worth a year later")
            .source("assumed"),
    ]),
    reference: "Goldenberg, Libai, Moldovan and Muller, The NPV of bad news, 2007",
    check: "no talk: customers of neutral opinion stay with probability (1 - leave)^months",
    build: |value| {
        if value.number("use-every") < MINUTE {
            let message = "nobody uses it more often than every minute";
            return Err(Fault::at("use-every", message, "write a time such as \"14 days\""));
        }
        Ok(Box::new(Product {
            customers: value.number("customers"),
            gap: value.number("use-every"),
            praise: value.number("praise"),
            quality: value.number("quality"),
            appeal: value.number("appeal"),
            leave: -libm::log1p(-value.number("leave").min(1.0 - 1e-12)) / MONTH,
            margin: value.number("margin") / MONTH,
            discount: -libm::log1p(-value.number("discount").min(1.0 - 1e-12)) / (365.0 * 24.0),
        }))
    },
};

/// Hours in a minute.
const MINUTE: f64 = 1.0 / 60.0;
/// Hours in a month of 30 days.
const MONTH: f64 = 30.0 * 24.0;

/// What is observed, in this order.
pub const OBSERVABLES: &[Observable] = &[
    Observable { name: "customers", title: "customers at the end", unit: "people", bounds: Bounds::People },
    Observable { name: "customers-lost", title: "customers who left", unit: "people", bounds: Bounds::Positive },
    Observable { name: "praise", title: "uses that were praised", unit: "items", bounds: Bounds::Positive },
    Observable { name: "complaints", title: "uses that were complained of", unit: "items", bounds: Bounds::Positive },
    Observable {
        name: "brand-opinion",
        title: "mean opinion of customers at the end, -1 to 1",
        unit: "",
        bounds: Bounds::Any,
    },
    Observable { name: "margin", title: "money that customers brought", unit: "money", bounds: Bounds::Positive },
    Observable {
        name: "npv",
        title: "money that customers brought less money spent, discounted",
        unit: "money",
        bounds: Bounds::Any,
    },
];

/// The product.
pub struct Product {
    customers: f64,
    /// Hours.
    gap: f64,
    praise: f64,
    quality: f64,
    appeal: f64,
    /// An hour.
    leave: f64,
    /// An hour.
    margin: f64,
    /// An hour.
    discount: f64,
}

/// From how many customers on that one brings it is said that they are many.
const TOO_MANY: f64 = 0.8;

impl Product {
    /// R of customers: uses in a life x praise x those who see it x the chance that an exposure makes a buyer. Ties alone count, and
    /// every customer is the mean person; the rest, pages and whoever is drawn to them, comes on top. Not a number that can be
    /// written where customers never leave.
    fn reproduction(&self, site: &Site) -> f64 {
        let Some(buys) = site.platform.verbs.iter().position(|verb| verb.once) else { return 0.0 };
        let uses = 1.0 / (self.gap * self.leave);
        let praise = uses * self.quality * self.praise;
        praise * self.appeal * site.seen_of_post() * site.chance_of(buys)
    }
}

impl Lever for Product {
    fn observables(&self) -> &'static [Observable] {
        OBSERVABLES
    }

    fn remark(&self, site: &Site) -> Option<String> {
        let r = self.reproduction(site);
        (r >= TOO_MANY && r.is_finite()).then(|| {
            format!(
                "[product]: in a lifetime as a customer, praise along ties alone brings {r:.2} other customers: from 1 on they \
                 grow by themselves until nobody is left"
            )
        })
    }

    fn part<'a>(&'a self, _: &'a Site) -> Box<dyn Part + 'a> {
        Box::new(Using { product: self, customers: Vec::new(), ..Using::new(self) })
    }
}

/// A customer, with the number of the next use and the time of the last.
struct Customer {
    person: u32,
    next: u64,
    last: f64,
    here: bool,
}

struct Using<'a> {
    product: &'a Product,
    customers: Vec<Customer>,
    lost: u64,
    praise: u64,
    complaints: u64,
    margin: f64,
    npv: f64,
    /// Money spent that `npv` knows of.
    spent: f64,
}

/// The alarm of a day; those of customers are their places.
const DAY: u32 = u32::MAX;

impl<'a> Using<'a> {
    fn new(product: &'a Product) -> Using<'a> {
        Using { product, customers: Vec::new(), lost: 0, praise: 0, complaints: 0, margin: 0.0, npv: 0.0, spent: 0.0 }
    }

    fn stream(world: &World) -> Stream {
        world.luck.stream(Purpose::Use)
    }

    /// A person becomes a customer now, and will use the product.
    fn welcome(&mut self, world: &mut World, person: u32) {
        if world.become_customer(person) {
            let place = self.customers.len() as u32;
            self.customers.push(Customer { person, next: 0, last: world.now(), here: true });
            self.expect(world, place);
        }
    }

    fn expect(&self, world: &mut World, place: u32) {
        let customer = &self.customers[place as usize];
        let gap = Self::stream(world).exponential(customer.person.into(), 4 * customer.next);
        world.wake(world.now() + gap * self.product.gap, place);
    }

    /// Money of a customer since the last use, and whether the customer stays.
    fn account(&mut self, world: &mut World, place: usize) -> bool {
        let (now, customer) = (world.now(), &self.customers[place]);
        let (person, since) = (customer.person, now - customer.last);
        let hazard = self.product.leave * libm::exp(-world.opinion(person));
        let left = Self::stream(world).exponential(person.into(), 4 * customer.next + 3);
        let stays = left > hazard * since;
        // Money until the customer left, which shows only now.
        let (begin, hours) = (customer.last, if stays { since } else { left / hazard });
        let money = self.product.margin * world.stands_for();
        self.margin += money * hours;
        self.npv += money * discounted(self.product.discount, begin, hours);
        world.earn(money * hours);
        let customer = &mut self.customers[place];
        customer.last = now;
        customer.here = stays;
        if !stays {
            self.lost += 1;
            world.leave(person);
        }
        stays
    }

    /// Who is a customer, as far as is known: leaving shows at the next use.
    fn here(&self) -> impl Iterator<Item = u32> {
        self.customers.iter().filter(|customer| customer.here).map(|customer| customer.person)
    }

    /// What customers think of the brand, on average.
    fn opinion(&self, world: &World) -> Option<f64> {
        let count = self.here().count();
        let sum: f64 = self.here().map(|person| world.opinion(person)).sum();
        (count > 0).then(|| sum / count as f64)
    }

    /// Money spent since this was last asked.
    fn pay(&mut self, world: &World) {
        let spent = world.ledger().cost();
        self.npv -= (spent - self.spent) * libm::exp(-self.product.discount * world.now());
        self.spent = spent;
    }
}

/// What money that comes in at a rate of 1 for some hours is worth at the beginning of the run: the integral of exp(-d t).
fn discounted(discount: f64, begin: f64, hours: f64) -> f64 {
    let fades = discount * hours;
    let share = if fades > 1e-9 { -libm::expm1(-fades) / fades } else { 1.0 - 0.5 * fades };
    libm::exp(-discount * begin) * hours * share
}

impl Part for Using<'_> {
    fn start(&mut self, world: &mut World) {
        world.set_quality(self.product.quality);
        let first = world.first_people(self.product.customers);
        for person in first {
            self.welcome(world, person);
        }
        world.wake(24.0, DAY);
    }

    fn acted(&mut self, world: &mut World, act: &Act) {
        if world.site.platform.verbs[act.verb as usize].once {
            self.welcome(world, act.person);
        }
    }

    fn woken(&mut self, world: &mut World, tag: u32) {
        if tag == DAY {
            self.pay(world);
            return world.wake(world.now() + 24.0, DAY);
        }
        let place = tag as usize;
        if !self.account(world, place) {
            return;
        }
        let customer = &self.customers[place];
        let (person, number) = (customer.person, customer.next);
        let stream = Self::stream(world);
        let well = stream.uniform(person.into(), 4 * number + 1) < world.quality();
        let talks = !well || stream.uniform(person.into(), 4 * number + 2) < self.product.praise;
        if talks {
            let item = Item {
                at: world.now(),
                appeal: Appeal::Given(self.product.appeal),
                valence: if well { 1 } else { -1 },
                ..Item::default()
            };
            *if well { &mut self.praise } else { &mut self.complaints } += 1;
            // 2^31 and above; which person and use it is decides the luck, whatever else was posted.
            let slot = 1 << 31 | (stream.bits(person.into(), (1 << 40) + number) >> 33) as u32;
            if !well {
                world.persuade(person, -1.0, 0.5);
            }
            world.post(&item, Author::Person(person), slot);
        }
        self.customers[place].next += 1;
        self.expect(world, tag);
    }

    fn stocks(&self, world: &World, tell: &mut dyn FnMut(&'static str, f64)) {
        if let Some(opinion) = self.opinion(world) {
            tell("brand-opinion", opinion);
        }
    }

    fn end(&mut self, world: &mut World) {
        for place in 0..self.customers.len() {
            if self.customers[place].here {
                self.account(world, place);
            }
        }
        self.pay(world);
        let here = self.here().count();
        let values = [here as f64, self.lost as f64, self.praise as f64, self.complaints as f64];
        values.into_iter().enumerate().for_each(|(which, value)| world.observe(which, value));
        if let Some(opinion) = self.opinion(world) {
            world.observe(4, opinion);
        }
        world.observe(5, self.margin);
        world.observe(6, self.npv);
    }
}
