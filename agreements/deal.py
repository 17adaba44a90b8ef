"""The deal: what people write about an agreement to be made. Frozen, unknown keys refused, "?" means not known yet."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

YesNo = Literal["yes", "no"]
Register = Literal["binding", "intent", "arrangement"]


def _unknown(value: Any) -> Any:
    """ "?" is how people write that a fact is not known yet; TOML booleans are read as yes and no."""
    return None if value == "?" else value


def _yes_no(value: Any) -> Any:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return _unknown(value)


def _country(value: Any) -> Any:
    value = _unknown(value)
    if isinstance(value, str) and not re.fullmatch(r"[A-Z]{2}(-[A-Z0-9]{1,3})?|INT", value):
        # The named country is looked up by the loader, which knows the names and gives the code as a hint.
        raise ValueError(f"{value!r} is not a country code\n  hint: write the ISO 3166 code, such as DE or CA-QC")
    return value


def _whole_decimal(value: Any) -> Any:
    # A TOML float has lost the decimals a person typed; str() gives back the shortest form, which is what was typed.
    return Decimal(str(value)) if isinstance(value, float) else value


def _id(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9-]*", value):
        raise ValueError(
            f"{value!r} is not an id\n  hint: write small letters, digits and hyphens, such as spree-institute"
        )
    return value


def _name(value: str) -> str:
    if not value.strip():
        raise ValueError("nothing is written here\n  hint: write the name as it is to be printed")
    return value


def _currency(value: str) -> str:
    if not re.fullmatch(r"[A-Z]{3}", value):
        raise ValueError(f"{value!r} is not a currency code\n  hint: write the ISO 4217 code, such as EUR")
    return value


def _share(value: Decimal | None) -> Decimal | None:
    if value is not None and not 0 <= value <= 100:
        raise ValueError(f"{value} is no percentage\n  hint: write a number from 0 to 100")
    return value


# What may be written beside the value itself, so that the published schema says it too.
_CODE = Annotated[str, Field(pattern=r"^([A-Z]{2}(-[A-Z0-9]{1,3})?|INT|\?)$")]
_OPEN = Literal["?"]

Word = Annotated[str | None, BeforeValidator(_unknown)]
Answer = Annotated[YesNo | None, BeforeValidator(_yes_no, json_schema_input_type=YesNo | bool | _OPEN)]
Country = Annotated[str | None, BeforeValidator(_country, json_schema_input_type=_CODE)]
CountryCode = Annotated[str, BeforeValidator(_country, json_schema_input_type=_CODE)]
Day = Annotated[date | None, BeforeValidator(_unknown, json_schema_input_type=date | _OPEN)]
Number = Annotated[
    Decimal | None,
    BeforeValidator(_whole_decimal),
    BeforeValidator(_unknown, json_schema_input_type=float | _OPEN),
]
Percent = Annotated[
    Decimal | None,
    AfterValidator(_share),
    BeforeValidator(_whole_decimal),
    BeforeValidator(_unknown, json_schema_input_type=float | _OPEN),
]
Money = Annotated[Decimal, Field(ge=0), BeforeValidator(_whole_decimal, json_schema_input_type=float)]
Whole = Annotated[int | None, BeforeValidator(_unknown, json_schema_input_type=int | _OPEN)]
Id = Annotated[str, AfterValidator(_id)]
Name = Annotated[str, AfterValidator(_name)]
Currency = Annotated[str, AfterValidator(_currency)]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")

    @model_validator(mode="before")
    @classmethod
    def _left_open(cls, values: Any) -> Any:
        """A list or section may be left open by "?" as a single value may; it is then as if it were not given."""
        if not isinstance(values, dict):
            return values
        optional = {f.alias or n for n, f in cls.model_fields.items() if not f.is_required() and f.default is None}
        return {key: value for key, value in values.items() if value != "?" or key not in optional}


class Paper(_Part):
    """A paper around the agreement: one it stands under, replaces, leaves in force, or attaches."""

    kind: str = Field(description="Kind of paper: a word of `paper` in facts.toml.")
    title: Name
    dated: Day = None
    relation: Literal["under", "replaces", "continues", "attached"] = Field(
        description="How it stands to this agreement."
    )


class AgreementFacts(_Part):
    """Which agreement is wanted."""

    template: Id = Field(description="The template that arranges it.")
    register_: Register = Field(
        "binding", alias="register", description="Binding contract, statement of intent, arrangement between states."
    )
    date: Day = Field(None, description="Date of the agreement; blank: the date of the last signature.")
    start: Day = Field(None, description="First day of the project.")
    signature_expected: Day = Field(None, description="When it is expected to be signed.")
    months: Whole = Field(None, description="Length of the project in months.", ge=1, le=600)
    governing_law: Annotated[str | None, BeforeValidator(_unknown)] = Field(
        None, description="ISO code of the country (or subdivision) whose law governs, or `silent`."
    )
    seat: Word = Field(None, description="Place of arbitration or of the courts, as printed.")
    language: Literal["en-GB", "en-US"] = Field("en-GB", description="Spelling of the agreement.")
    other_languages: tuple[str, ...] = Field((), description="Languages of further binding texts, as ISO 639 codes.")
    field: str = Field(
        "quantum", description="The field whose irrelevant facts are assumed absent: a file of agreements/fields."
    )
    house_style: str = "comity"


class Notices(_Part):
    """Where notices go: an office, never a person."""

    to: Word = Field(None, description="Office, such as Contracts Office.")
    address: Word = None
    email: Word = None


class Signatory(_Part):
    """Who binds a party, by title; the name is filled in by hand at signing."""

    title: Name
    name: str | None = None


class Party(_Part):
    """Somebody who signs."""

    id: Id
    name: Name = Field(description="Full name of the legal entity.")
    short_name: Name = Field(description="The name used in the agreement.")
    unit: Word = Field(
        None, description="Department or institute that does the work, without legal personality of its own."
    )
    joint_owners: tuple[str, ...] = Field(
        (), description="For a joint unit: the legal entities that own it, as printed."
    )
    legal_form: Word = Field(
        None, description="Legal form as printed: `a corporation under public law of the State of Berlin`."
    )
    identifier: Word = Field(None, description="Register and number as printed.")
    address: Word = None
    country: Country = Field(None, description="Where it is established.")
    performs: tuple[CountryCode, ...] | None = Field(None, description="Where it carries out its part.")
    controlled_from: tuple[CountryCode, ...] | None = Field(
        None, description="Countries from which it is ultimately controlled (over 25 %)."
    )
    majority_from: tuple[CountryCode, ...] | None = Field(
        None, description="Countries whose owners hold over 50 % of it, directly or together."
    )
    holds_in: tuple[CountryCode, ...] | None = Field(None, description="Where it keeps items of the project.")
    kind: Word = Field(None, description="Kind of body: a word of `body` in facts.toml.")
    traits: tuple[str, ...] | None = Field(
        None, description='Public-body traits: words of `trait`; ["none"] closes the question.'
    )
    roles: tuple[str, ...] | None = Field(None, description="What it does in the project: words of `role`.")
    grant_status: Word = Field(None, description="Its status in the grant: never derived from its country.")
    certified: Word = Field(None, description="Data-protection certification: a word of `certification`.")
    holds: Word = Field(None, description="`controlled` when it holds controlled items in the project.")
    signatories: tuple[Signatory, ...] = Field((), description="Who may bind it; two entries for two signatures.")
    seal: bool = False
    binding_approval: Word = Field(
        None, description="Whose approval it needs to be bound: `University Council`, `the Ministry of Science`."
    )
    notices: Notices = Notices()
    investigator: Word = Field(None, description="Role title of its project lead, as printed.")
    export_officer: Word = Field(None, description="Office or role that decides on export control.")
    data_contact: Word = Field(None, description="Office or role that answers for personal data.")
    security_contact: Word = Field(None, description="Office or role for incidents and research security.")
    insured: Answer = Field(None, description="Whether it is insured for the project; `no` when it insures itself.")


class Actor(_Part):
    """Somebody with a part who does not sign: affiliate, subcontractor, cloud, maker, funder's agent."""

    id: Id
    name: Name
    country: Country = None
    performs: tuple[CountryCode, ...] | None = None
    controlled_from: tuple[CountryCode, ...] | None = None
    kind: Word = None
    roles: tuple[str, ...] | None = None
    certified: Word = None
    traits: tuple[str, ...] | None = None
    for_: Id | None = Field(None, alias="for", description="The party it works for.")


Trigger = Literal["key-person", "machine-down", "budget-cut", "list-change"]


class WorkPackage(_Part):
    id: Id
    title: Name
    lead: Id
    countries: tuple[CountryCode, ...] | None = Field(None, description="Where it is done.")
    parties: tuple[Id, ...] = ()
    open: Answer = Field(None, description="Whether its results are meant for publication.")
    readiness: Whole = Field(None, ge=1, le=9)
    tasks: tuple[str, ...] = ()


class Deliverable(_Part):
    title: Name
    by: Id
    month: int = Field(ge=1)


class Project(_Part):
    title: Name
    acronym: str | None = None
    summary: Word = Field(None, description="What is to be done, in one or two sentences, as printed in the recitals.")
    field: Word = Field(None, description="Field of research: a word of `field`.")
    open_results: Answer = Field(None, description="Whether the results are meant for publication.")
    patent_filing: Answer = Field(None, description="Whether patent applications are expected.")
    work_begun: Answer = Field(None, description="Whether work has begun before the agreement.")
    disclosures_made: Answer = Field(None, description="Whether confidential matters were disclosed already.")
    exclusive_field: Word = Field(None, description="The field in which somebody is to have an exclusive right.")
    military_users: Answer = Field(None, description="Whether a military body is a user or customer of the results.")
    triggers: tuple[Trigger, ...] = Field((), description="What would make the parties plan anew or stop a task.")
    work: tuple[WorkPackage, ...] | None = None
    deliverables: tuple[Deliverable, ...] = ()
    true: tuple[str, ...] = Field((), description="Further words of `deal` that are true of the whole deal.")
    false: tuple[str, ...] = Field((), description="Words of `deal` that are known not to be true.")


class Item(_Part):
    """A technology item that goes in or may come out."""

    id: Id
    name: Name
    class_: str = Field(alias="class", description="A word of `item` in facts.toml.")
    provider: Word = None
    origin: Country = None
    holder: Word = None
    receiver: Word = Field(None, description="Who gets it, where that is not its holder.")
    use: Word = None
    physical: Answer = None
    returns: Answer = Field(None, description="Whether a physical item goes back to its provider.")
    licence_conditions: Answer = None
    value: Money | None = Field(None, description="Value of a physical item, for insurance and customs.")
    currency: Currency | None = None
    listed: tuple[str, ...] | None = Field(
        None, description='Control-list words the provider has confirmed; ["none"] when compared and not met.'
    )
    numbers: dict[str, Annotated[Decimal, BeforeValidator(_whole_decimal, json_schema_input_type=float)]] = Field(
        default_factory=dict, description="Parameters, by the names in facts.toml."
    )


class People(_Part):
    """People who come, visit or log in: a category, never a list of persons and never a nationality."""

    id: Id
    category: str = Field(description="A word of `person`.")
    employer: Word = None
    host: Word = None
    purpose: Word = None
    stay_years: Number = None
    foreign_duty: Answer = None
    authorisation: Word = Field(None, description="expected, not-expected or undecided: the host decides.")
    degree: Answer = Field(None, description="Whether a degree depends on the project.")
    funded_to_end: Answer = Field(None, description="Whether a studentship is paid to its end, come what may.")


class Encumbrance(_Part):
    kind: Literal["funder", "exclusive-licence", "open-source", "third-party", "sponsor", "dispute"]
    detail: str


class Background(_Part):
    id: Id
    name: Name
    owner: Id
    excluded: bool = False
    encumbrances: tuple[Encumbrance, ...] = ()


class DataSet(_Part):
    id: Id
    name: Name
    category: str = Field(description="A word of `data`.")
    provider: Word = None
    at: tuple[CountryCode, ...] | None = Field(None, description="Where it is stored.")
    seen_from: tuple[CountryCode, ...] | None = Field(None, description="From where it is seen.")
    seen_by: tuple[Id, ...] | None = Field(None, description="Which parties and actors see it.")
    people: tuple[CountryCode, ...] | None = Field(None, description="Where the people live whom it is about.")
    subjects: Whole = Field(None, ge=0, description="How many people it is about, counted over a year.")
    decided_by: tuple[Id, ...] | None = Field(None, description="Who decides why and how it is used.")
    key_held_by: Word = Field(None, description="Id of who holds the key of pseudonymised data.")
    limits: tuple[str, ...] = Field((), description="Limits of consent or of an ethics approval, as printed.")
    public_source: Answer = Field(None, description="Whether it comes from a public body with conditions of re-use.")
    sites: tuple[str, ...] = Field((), description="Storage sites as printed in the schedule.")
    retention_years: Whole = None


class Amount(_Part):
    party: Id
    amount: Money
    own: Money = Field(Decimal(0), description="What the party adds from its own means.")


class Fund(_Part):
    """Money from one programme under one award."""

    programme: str = Field(description="A word of `programme`.")
    funder: Word = Field(None, description="The body that pays, as printed.")
    award: Word = Field(None, description="Award number as printed.")
    award_seen: Answer = Field(None, description="Whether the award's text has been read and confirmed.")
    special_conditions: tuple[str, ...] = Field((), description="Conditions of this award, as printed.")
    currency: Currency | None = Field(None, description="Currency of the award.")
    payment_currency: Currency | None = Field(None, description="Currency of payment, where it is another.")
    exchange_loss: Word = Field(None, description="Id of the party that bears exchange loss, or `shared`.")
    total: Annotated[Money | None, BeforeValidator(_unknown, json_schema_input_type=float | _OPEN)] = None
    amounts: tuple[Amount, ...] = ()
    to: tuple[Id, ...] | None = None
    payer: Word = Field(None, description="Id of the party that pays or passes the money on.")
    indirect_percent: Percent = Field(None, description="Indirect costs in per cent of direct costs.")
    non_cancellable: Answer = Field(None, description="Whether costs that cannot be cancelled are paid on early end.")
    payment_days: Whole = Field(None, ge=0, le=365)
    tax: Literal["exclusive", "inclusive", "exempt"] | None = None
    withholding: Answer = Field(None, description="Whether tax is withheld from payments.")


class Approval(_Part):
    """Something that must be granted before a task, or the whole, may begin."""

    kind: Literal["ethics", "biosafety", "radiation", "laser", "works-council", "visa", "ministry", "insurer", "other"]
    by: Word = Field(None, description="Who grants it, as printed.")
    party: Id | None = Field(None, description="The party that must obtain it.")
    work: Id | None = Field(None, description="The work package that waits for it; none where the whole does.")
    given: Answer = None


class Movement(_Part):
    """Something that moves, or is reached, from one party or actor to another."""

    of: str = Field(description="A word of `moving`.")
    from_: Id = Field(alias="from")
    to: Id
    item: Id | None = None
    under: Word = None
    remote: Answer = None
    temporary: Answer = Field(None, description="Whether a thing is to come back.")
    note: Word = None


class Facility(_Part):
    """A laboratory or machine that people use on the spot or from afar."""

    name: Name
    host: Id
    item: Id | None = None
    remote: Answer = None
    users: tuple[Id, ...] = ()


class Publication(_Part):
    review_days: Whole = Field(None, ge=0, le=365)
    delay_days: Whole = Field(None, ge=0, le=730)
    open_access: Answer = None


class Accepted(_Part):
    """A finding that is accepted: which term, why, by whom; for an error, who approved it and when it is reviewed."""

    term: str
    place: str | None = None
    reason: str = Field(min_length=3)
    by: str = Field(min_length=1)
    approved_by: str | None = None
    review_on: Day = None


class Deal(_Part):
    """A deal file, read. `None` in a section means it was not given; an empty list says there is none."""

    key: str | None = Field(
        None,
        description="Random secret of this deal, from which the ids in Word are made.",
        pattern=r"^[0-9a-f]{32,64}$",
    )
    agreement: AgreementFacts
    project: Project
    parties: tuple[Party, ...]
    actors: tuple[Actor, ...] | None = None
    papers: tuple[Paper, ...] | None = None
    items: tuple[Item, ...] | None = None
    people: tuple[People, ...] | None = None
    background: tuple[Background, ...] | None = None
    data: tuple[DataSet, ...] | None = None
    funding: tuple[Fund, ...] | None = None
    movements: tuple[Movement, ...] | None = None
    facilities: tuple[Facility, ...] | None = None
    approvals: tuple[Approval, ...] | None = None
    publication: Publication = Publication()
    for_: Id | None = Field(None, alias="for", description="The party we act for.")
    playbook: str | None = Field(None, description="Path of a playbook, beside the deal.")
    packs: tuple[str, ...] = Field((), description="Folders of further clauses, templates, terms and law.")
    positions: dict[str, str] = Field(default_factory=dict, description="Chosen positions: page to position.")
    leave_out: tuple[str, ...] = Field((), description="Pages left out on purpose.")
    wording: dict[str, str] = Field(default_factory=dict, description="Negotiated wording: page to text.")
    values: dict[str, Any] = Field(default_factory=dict, description="Figures of clauses, by name: `cap-multiple = 2`.")
    accepted: tuple[Accepted, ...] = ()
    assume: dict[str, Literal["yes", "no"]] = Field(default_factory=dict, description="Patterns decided by the user.")

    def party(self, id: str) -> Party:
        """The party with an id; KeyError where there is none (the loader has checked every id)."""
        return next(p for p in self.parties if p.id == id)
