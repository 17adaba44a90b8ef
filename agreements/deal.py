"""The deal: what people write about an agreement to be made. Frozen, unknown keys refused, "?" means not known yet."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

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


Word = Annotated[str | None, BeforeValidator(_unknown)]
Answer = Annotated[YesNo | None, BeforeValidator(_yes_no)]
Country = Annotated[str | None, BeforeValidator(_country)]
CountryCode = Annotated[str, BeforeValidator(_country)]
Day = Annotated[date | None, BeforeValidator(_unknown)]
Number = Annotated[Decimal | None, BeforeValidator(_whole_decimal), BeforeValidator(_unknown)]
Whole = Annotated[int | None, BeforeValidator(_unknown)]
Id = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]*$")]
Currency = Annotated[str, Field(pattern=r"^[A-Z]{3}$")]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", strict=False)


class Paper(_Part):
    """A paper around the agreement: one it stands under, replaces, leaves in force, or attaches."""

    kind: str = Field(description="Kind of paper: a word of `paper` in facts.toml.")
    title: str
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

    title: str
    name: str | None = None


class Party(_Part):
    """Somebody who signs."""

    id: Id
    name: str = Field(description="Full name of the legal entity.", min_length=1)
    short_name: str = Field(description="The name used in the agreement.", min_length=1)
    unit: Word = Field(
        None, description="Department or institute that does the work, without legal personality of its own."
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
    notices: Notices = Notices()
    investigator: Word = Field(None, description="Role title of its project lead, as printed.")
    export_officer: Word = Field(None, description="Office or role that decides on export control.")
    data_contact: Word = Field(None, description="Office or role that answers for personal data.")
    security_contact: Word = Field(None, description="Office or role for incidents and research security.")
    insured: Answer = None


class Actor(_Part):
    """Somebody with a part who does not sign: affiliate, subcontractor, cloud, maker, funder's agent."""

    id: Id
    name: str = Field(min_length=1)
    country: Country = None
    performs: tuple[CountryCode, ...] | None = None
    controlled_from: tuple[CountryCode, ...] | None = None
    kind: Word = None
    roles: tuple[str, ...] | None = None
    certified: Word = None
    traits: tuple[str, ...] | None = None
    for_: Id | None = Field(None, alias="for", description="The party it works for.")


class WorkPackage(_Part):
    id: Id
    title: str
    lead: Id
    countries: tuple[CountryCode, ...] | None = Field(None, description="Where it is done.")
    parties: tuple[Id, ...] = ()
    open: Answer = Field(None, description="Whether its results are meant for publication.")
    readiness: Whole = Field(None, ge=1, le=9)
    tasks: tuple[str, ...] = ()


class Deliverable(_Part):
    title: str
    by: Id
    month: int = Field(ge=1)


class Project(_Part):
    title: str = Field(min_length=1)
    acronym: str | None = None
    summary: Word = Field(None, description="What is to be done, in one or two sentences, as printed in the recitals.")
    field: Word = Field(None, description="Field of research: a word of `field`.")
    open_results: Answer = Field(None, description="Whether the results are meant for publication.")
    patent_filing: Answer = Field(None, description="Whether patent applications are expected.")
    work_begun: Answer = None
    work: tuple[WorkPackage, ...] | None = None
    deliverables: tuple[Deliverable, ...] = ()
    true: tuple[str, ...] = Field((), description="Further words of `deal` that are true of the whole deal.")
    false: tuple[str, ...] = Field((), description="Words of `deal` that are known not to be true.")


class Item(_Part):
    """A technology item that goes in or may come out."""

    id: Id
    name: str = Field(min_length=1)
    class_: str = Field(alias="class", description="A word of `item` in facts.toml.")
    provider: Word = None
    origin: Country = None
    holder: Word = None
    use: Word = None
    physical: Answer = None
    returns: Answer = Field(None, description="Whether a physical item goes back to its provider.")
    licence_conditions: Answer = None
    listed: tuple[str, ...] | None = Field(
        None, description='Control-list words the provider has confirmed; ["none"] when compared and not met.'
    )
    numbers: dict[str, Annotated[Decimal, BeforeValidator(_whole_decimal)]] = Field(
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
    degree: Answer = None


class Encumbrance(_Part):
    kind: Literal["funder", "exclusive-licence", "open-source", "third-party", "sponsor", "dispute"]
    detail: str


class Background(_Part):
    id: Id
    name: str
    owner: Id
    excluded: bool = False
    encumbrances: tuple[Encumbrance, ...] = ()


class DataSet(_Part):
    id: Id
    name: str
    category: str = Field(description="A word of `data`.")
    provider: Word = None
    at: tuple[CountryCode, ...] | None = Field(None, description="Where it is stored.")
    seen_from: tuple[CountryCode, ...] | None = Field(None, description="From where it is seen.")
    seen_by: tuple[Id, ...] | None = Field(None, description="Which parties and actors see it.")
    people: tuple[CountryCode, ...] | None = Field(None, description="Where the people live whom it is about.")
    decided_by: tuple[Id, ...] | None = None
    sites: tuple[str, ...] = Field((), description="Storage sites as printed in the schedule.")
    retention_years: Whole = None


class Amount(_Part):
    party: Id
    amount: Annotated[Decimal, BeforeValidator(_whole_decimal), Field(ge=0)]
    own: Annotated[Decimal, BeforeValidator(_whole_decimal), Field(ge=0)] = Decimal(0)


class Fund(_Part):
    """Money from one programme under one award."""

    programme: str = Field(description="A word of `programme`.")
    funder: Word = Field(None, description="The body that pays, as printed.")
    award: Word = Field(None, description="Award number as printed.")
    award_seen: Answer = Field(None, description="Whether the award's text has been read and confirmed.")
    currency: Currency | None = None
    total: Annotated[Decimal | None, BeforeValidator(_whole_decimal), BeforeValidator(_unknown)] = None
    amounts: tuple[Amount, ...] = ()
    to: tuple[Id, ...] | None = None
    payer: Word = Field(None, description="Id of the party that pays or passes the money on.")
    indirect_percent: Number = None
    payment_days: Whole = None
    tax: Literal["exclusive", "inclusive", "exempt"] | None = None

    @model_validator(mode="after")
    def _adds_up(self) -> "Fund":
        if self.total is not None and self.amounts:
            said = sum((entry.amount for entry in self.amounts), Decimal(0))
            if said != self.total:
                raise ValueError(f"the amounts add up to {said}, but total says {self.total}")
        return self


class Movement(_Part):
    """Something that moves, or is reached, from one party or actor to another."""

    of: str = Field(description="A word of `moving`.")
    from_: Id = Field(alias="from")
    to: Id
    item: Id | None = None
    under: Word = None
    remote: Answer = None
    note: Word = None


class Facility(_Part):
    """A laboratory or machine that people use on the spot or from afar."""

    name: str
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
    parties: tuple[Party, ...] = Field(min_length=1)
    actors: tuple[Actor, ...] | None = None
    papers: tuple[Paper, ...] | None = None
    items: tuple[Item, ...] | None = None
    people: tuple[People, ...] | None = None
    background: tuple[Background, ...] | None = None
    data: tuple[DataSet, ...] | None = None
    funding: tuple[Fund, ...] | None = None
    movements: tuple[Movement, ...] | None = None
    facilities: tuple[Facility, ...] | None = None
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
