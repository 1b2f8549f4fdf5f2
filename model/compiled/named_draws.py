"""What the four draws of a decision group are for, by name: `draws = AgencyDraws(*luck(...))`, and then `draws.drop_out`.

A group that is drawn for different things or identities has one line for each. Groups whose lanes are alike (news by topic, steps of a procedure, candidates)
have none. `spare` lanes are free.
"""

from __future__ import annotations

from collections import namedtuple

# who somebody is, drawn once
TraitsDraws = namedtuple("TraitsDraws", "community city faction member")
PersonDraws = namedtuple("PersonDraws", "woman skill sector return_plan")
MeansDraws = namedtuple("MeansDraws", "earnings wealth altruism family_income")
AttachmentDraws = namedtuple("AttachmentDraws", "psychological social economic political")
OutlookDraws = namedtuple("OutlookDraws", "trust interest threshold family_woman")
TiesDraws = namedtuple("TiesDraws", "pool other faction generation")
PastDraws = namedtuple("PastDraws", "life invested month kind")  # of a first inhabitant
ArrivalDraws = namedtuple("ArrivalDraws", "rounding age spare spare_2")
StatusDraws = namedtuple("StatusDraws", "naturalised exempt employed account")
RefuseDraws = namedtuple("RefuseDraws", "refuses buys wasted gives")
EligibleDraws = namedtuple("EligibleDraws", "share spare spare_2 spare_3")

# a month of a household
LifeDraws = namedtuple("LifeDraws", "leaves dies job returns")
RemitDraws = namedtuple("RemitDraws", "sends amount channel helps")
GiveDraws = namedtuple("GiveDraws", "regular collective idea applies")
CollectiveDraws = namedtuple("CollectiveDraws", "regular_size collective_size spare spare_2")
CrisisDraws = namedtuple("CrisisDraws", "gives size spare spare_2")
JoinDraws = namedtuple("JoinDraws", "joins leaves spare spare_2")
ProductiveDraws = namedtuple("ProductiveDraws", "property property_size stake stake_size")
WishDraws = namedtuple("WishDraws", "gives_up foreign_property foreign_stake obstacle")
StakeDraws = namedtuple("StakeDraws", "infrastructure spare spare_2 spare_3")
CitizenDraws = namedtuple("CitizenDraws", "naturalises takes_back account wishes")
LoanDraws = namedtuple("LoanDraws", "loan spare spare_2 spare_3")
ApplyDraws = namedtuple("ApplyDraws", "online again spare spare_2")
VisitDraws = namedtuple("VisitDraws", "trips guests spare spare_2")
SaveDraws = namedtuple("SaveDraws", "product size bond rolls_over")
SkilledDraws = namedtuple("SkilledDraws", "post membership active proposes")
MatchDraws = namedtuple("MatchDraws", "finds spare spare_2 spare_3")
FamilyDraws = namedtuple("FamilyDraws", "applies account invests turn")
EarmarkDraws = namedtuple("EarmarkDraws", "signs_up size spare spare_2")

# a would-be founder, and a founder's file
AgainDraws = namedtuple("AgainDraws", "tries keeps_idea keeps_project spare")
ClaimDraws = namedtuple("ClaimDraws", "claims zone foreigner obstacle")
GatesDraws = namedtuple("GatesDraws", "information infrastructure partners skills")
DoorsDraws = namedtuple("DoorsDraws", "bank counter call spare")  # FILE, of the person
FounderDraws = namedtuple("FounderDraws", "pursues capital spare spare_2")
ProjectDraws = namedtuple("ProjectDraws", "quality turn spare zone")
FileDraws = namedtuple("FileDraws", "obstacle jury guided matched")  # by month of opening
DisputeDraws = namedtuple("DisputeDraws", "ends_well closes spare spare_2")  # FILE, of a complaint
PatienceDraws = namedtuple("PatienceDraws", "gives_up learns resumes spare")  # FILE, by month
CounterDraws = namedtuple("CounterDraws", "claims second_look spare spare_2")

# firms
FirmBirthDraws = namedtuple("FirmBirthDraws", "spare productivity spare_2 aligned")
FirmDraws = namedtuple("FirmDraws", "closes learns dispute settles")
ResidenceBirthDraws = namedtuple("ResidenceBirthDraws", "spare trades size seller")
ResidenceDraws = namedtuple("ResidenceDraws", "changes owner other_owner spare")
ExportDraws = namedtuple("ExportDraws", "wants customs rules partner")
StopDraws = namedtuple("StopDraws", "stops spare spare_2 spare_3")  # EXPORT, of an identity born of the firm's
ThresholdDraws = namedtuple("ThresholdDraws", "threshold spare spare_2 spare_3")  # NETWORK, once
NetworkDraws = namedtuple("NetworkDraws", "membership report fair course")
PlaceDraws = namedtuple("PlaceDraws", "spare spare_2 turn spare_3")  # NETWORK, of an identity born of the firm's
VoiceDraws = namedtuple("VoiceDraws", "spare spare_2 spare_3 answer")  # NETWORK, of a government

# a residence country
CycleDraws = namedtuple("CycleDraws", "deviate spare spare_2 spare_3")

# institutions
AgencyDraws = namedtuple("AgencyDraws", "turn drop_out displaces spare")
BudgetDraws = namedtuple("BudgetDraws", "spare spare_2 restored renewed")  # AGENCY, of a lever
AssociationDraws = namedtuple("AssociationDraws", "turn delivers training training_turn")
BoardDraws = namedtuple("BoardDraws", "steps_down seized faction spare")
HostDraws = namedtuple("HostDraws", "requests spare spare_2 spare_3")
InternDraws = namedtuple("InternDraws", "spare spare_2 lost tie")  # HOST, of an intern
TieDraws = namedtuple("TieDraws", "experts host institutions turn")
PostDraws = namedtuple("PostDraws", "turn approved displaces moves_on")
SpeakDraws = namedtuple("SpeakDraws", "asks closeness lot demands")
RegisterDraws = namedtuple("RegisterDraws", "registers marks spare spare_2")
IssuerDraws = namedtuple("IssuerDraws", "defaults spare spare_2 spare_3")
HubDraws = namedtuple("HubDraws", "looks_up practice spare spare_2")
