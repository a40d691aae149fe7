# The classes of Foundry's documents as ServiceStack's generator prints them, but for their two generic bases: what it prints of those names a class
# before it is declared and has an order of bases that Python refuses, so that whoever uses it writes their members into the classes, as here.
from servicestack import *
from typing import *
from dataclasses import dataclass
from dataclasses_json import dataclass_json, LetterCase, Undefined


@dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)
@dataclass
class ResetTwoFactorAuthenticationResponse:
    response_status: Optional[ResponseStatus] = None


@dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)
@dataclass
class GenerateTwoFactorAuthenticationKeyResponse:
    response_status: Optional[ResponseStatus] = None
    two_factor_uri: Optional[str] = None


# @Route("/users/2fa/reset", "PUT")
@dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)
@dataclass
class ResetTwoFactorAuthenticationRequest(IReturn[ResetTwoFactorAuthenticationResponse], IPut):
    organisation_id: Optional[str] = None
    target_user_id: Optional[str] = None
    caller_code: Optional[str] = None


# @Route("/users/2fa/generate-key", "PUT")
@dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)
@dataclass
class GenerateTwoFactorAuthenticationKeyRequest(IReturn[GenerateTwoFactorAuthenticationKeyResponse], IPut):
    organisation_id: Optional[str] = None
