""" Options:
Date: 2026-11-21 11:11:52
Version: 10.15
Tip: To override a DTO option, remove "#" prefix before updating
BaseUrl: http://localhost

#GlobalNamespace: 
#AddServiceStackTypes: True
#AddResponseStatus: False
#AddImplicitVersion: 
#AddDescriptionAsComments: True
#IncludeTypes: 
#ExcludeTypes: 
#DefaultImports: datetime,decimal,marshmallow.fields:*,servicestack:*,typing:*,dataclasses:dataclass/field,dataclasses_json:dataclass_json/LetterCase/Undefined/config,enum:Enum/IntEnum
#DataClass: 
#DataClassJson: 
"""

import datetime
import decimal
from marshmallow.fields import *
from servicestack import *
from typing import *
from dataclasses import dataclass, field
from dataclasses_json import dataclass_json, LetterCase, Undefined, config
from enum import Enum, IntEnum
Object = TypeVar('Object')


class RoomType(str, Enum):
    SINGLE = 'Single'
    DOUBLE = 'Double'


@dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)
@dataclass
class HelloResponse:
    result: Optional[str] = None


@dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)
@dataclass
class BookingResponse:
    id: int = 0
    response_status: Optional[ResponseStatus] = None


# @Route("/hello")
# @Route("/hello/{Name}")
@dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)
@dataclass
class Hello(IReturn[HelloResponse], IGet):
    name: Optional[str] = None


# @Route("/bookings", "POST")
# @ValidateRequest(Validator="HasRole(`Employee`)")
@dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)
@dataclass
class CreateBooking(IReturn[BookingResponse], IPost):
    """
    Creates a <booking>
    """

    # @Validate(Validator="NotEmpty")
    name: Optional[str] = None
    """
    Name of the guest
    """


    room_type: Optional[RoomType] = None
    # @ApiMember(Description="Price", IsRequired=true)
    cost: Decimal = decimal.Decimal(0)
    """
    Price
    """


    nights: Optional[int] = None
    tags: Optional[List[str]] = None


# @Route("/bookings/{Id}", "DELETE")
@dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)
@dataclass
class DeleteBooking(IReturnVoid, IDelete):
    id: int = 0


# @Route("/local")
@dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)
@dataclass
class LocalOnly(IReturn[HelloResponse]):
    name: Optional[str] = None


@dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)
@dataclass
class NoRoute(IReturn[str]):
    text: Optional[str] = None


@dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)
@dataclass
class FireAndForget:
    text: Optional[str] = None

