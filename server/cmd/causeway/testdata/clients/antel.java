/* Options:
Date: 2026-11-21 11:11:39
Version: 10.15
Tip: To override a DTO option, remove "//" prefix before updating
BaseUrl: http://localhost

//Package: 
GlobalNamespace: antel
//AddPropertyAccessors: True
//SettersReturnThis: True
//AddServiceStackTypes: True
//AddResponseStatus: False
//AddDescriptionAsComments: True
//AddImplicitVersion: 
//IncludeTypes: 
//ExcludeTypes: 
//TreatTypesAsStrings: 
//DefaultImports: java.math.*,java.util.*,java.io.InputStream,net.servicestack.client.*
*/

import java.math.*;
import java.util.*;
import java.io.InputStream;
import net.servicestack.client.*;

public class antel
{

    @Route(Path="/user/password/reset", Verbs="POST")
    public static class ResetPassword extends ApiServiceRequest implements IReturn<ResetPasswordResponse>
    {
        /**
        * Temp password to validate user password change
        */
        @ApiMember(Description="Temp password to validate user password change", IsRequired=true)
        public String temporaryPassword = null;

        /**
        * User email address
        */
        @ApiMember(Description="User email address", IsRequired=true)
        public String emailAddress = null;

        /**
        * Plain text new user password
        */
        @ApiMember(Description="Plain text new user password", IsRequired=true)
        public String password = null;

        /**
        * Plain text confirmation of new user password
        */
        @ApiMember(Description="Plain text confirmation of new user password", IsRequired=true)
        public String passwordConfirm = null;
        
        public String getTemporaryPassword() { return temporaryPassword; }
        public ResetPassword setTemporaryPassword(String value) { this.temporaryPassword = value; return this; }
        public String getEmailAddress() { return emailAddress; }
        public ResetPassword setEmailAddress(String value) { this.emailAddress = value; return this; }
        public String getPassword() { return password; }
        public ResetPassword setPassword(String value) { this.password = value; return this; }
        public String getPasswordConfirm() { return passwordConfirm; }
        public ResetPassword setPasswordConfirm(String value) { this.passwordConfirm = value; return this; }
        private static Object responseType = ResetPasswordResponse.class;
        public Object getResponseType() { return responseType; }
    }

    public static class ResetPasswordResponse extends ApiServiceResponse
    {
        public Integer systemUserId = null;
        
        public Integer getSystemUserId() { return systemUserId; }
        public ResetPasswordResponse setSystemUserId(Integer value) { this.systemUserId = value; return this; }
    }

    public static class ApiServiceRequest
    {
        /**
        * The API Key required for authentication
        */
        @ApiMember(Description="The API Key required for authentication", IsRequired=true)
        public String apiKey = null;

        /**
        * Latitude of the user making this request
        */
        @ApiMember(Description="Latitude of the user making this request")
        public Double latitude = null;

        /**
        * Longitude of the user making this request
        */
        @ApiMember(Description="Longitude of the user making this request")
        public Double longitude = null;
        
        public String getApiKey() { return apiKey; }
        public ApiServiceRequest setApiKey(String value) { this.apiKey = value; return this; }
        public Double getLatitude() { return latitude; }
        public ApiServiceRequest setLatitude(Double value) { this.latitude = value; return this; }
        public Double getLongitude() { return longitude; }
        public ApiServiceRequest setLongitude(Double value) { this.longitude = value; return this; }
    }

    public static class ApiServiceResponse
    {
        /**
        * Information about the response.
        */
        @ApiMember(Description="Information about the response.")
        public String description = null;

        /**
        * Heading or summary of the response.
        */
        @ApiMember(Description="Heading or summary of the response.")
        public String heading = null;

        /**
        * Did the intended operation for this response complete successfully?
        */
        @ApiMember(Description="Did the intended operation for this response complete successfully?", IsRequired=true)
        public Boolean wasSuccessful = null;

        public ResponseStatus responseStatus = null;
        
        public String getDescription() { return description; }
        public ApiServiceResponse setDescription(String value) { this.description = value; return this; }
        public String getHeading() { return heading; }
        public ApiServiceResponse setHeading(String value) { this.heading = value; return this; }
        public Boolean isWasSuccessful() { return wasSuccessful; }
        public ApiServiceResponse setWasSuccessful(Boolean value) { this.wasSuccessful = value; return this; }
        public ResponseStatus getResponseStatus() { return responseStatus; }
        public ApiServiceResponse setResponseStatus(ResponseStatus value) { this.responseStatus = value; return this; }
    }

}
