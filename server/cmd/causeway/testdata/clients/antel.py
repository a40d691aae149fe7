""" Options:
Date: 2026-11-21 11:11:39
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


@dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)
@dataclass
class ApiServiceRequest:
    # @ApiMember(Description="The API Key required for authentication", IsRequired=true)
    api_key: Optional[str] = None
    """
    The API Key required for authentication
    """


    # @ApiMember(Description="Latitude of the user making this request")
    latitude: float = 0.0
    """
    Latitude of the user making this request
    """


    # @ApiMember(Description="Longitude of the user making this request")
    longitude: float = 0.0
    """
    Longitude of the user making this request
    """


@dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)
@dataclass
class ApiServiceResponse:
    # @ApiMember(Description="Information about the response.")
    description: Optional[str] = None
    """
    Information about the response.
    """


    # @ApiMember(Description="Heading or summary of the response.")
    heading: Optional[str] = None
    """
    Heading or summary of the response.
    """


    # @ApiMember(Description="Did the intended operation for this response complete successfully?", IsRequired=true)
    was_successful: bool = False
    """
    Did the intended operation for this response complete successfully?
    """


    response_status: Optional[ResponseStatus] = None


@dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)
@dataclass
class ResetPasswordResponse(ApiServiceResponse):
    system_user_id: int = 0


# @Route("/user/password/reset", "POST")
@dataclass_json(letter_case=LetterCase.CAMEL, undefined=Undefined.EXCLUDE)
@dataclass
class ResetPassword(ApiServiceRequest, IReturn[ResetPasswordResponse]):
    # @ApiMember(Description="Temp password to validate user password change", IsRequired=true)
    temporary_password: Optional[str] = None
    """
    Temp password to validate user password change
    """


    # @ApiMember(Description="User email address", IsRequired=true)
    email_address: Optional[str] = None
    """
    User email address
    """


    # @ApiMember(Description="Plain text new user password", IsRequired=true)
    password: Optional[str] = None
    """
    Plain text new user password
    """


    # @ApiMember(Description="Plain text confirmation of new user password", IsRequired=true)
    password_confirm: Optional[str] = None
    """
    Plain text confirmation of new user password
    """

