/* Options:
Date: 2026-11-21 11:11:26
Version: 10.15
Tip: To override a DTO option, remove "//" prefix before updating
BaseUrl: http://localhost

//Package: 
GlobalNamespace: foundry
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

public class foundry
{

    @Route(Path="/users/2fa/reset", Verbs="PUT")
    public static class ResetTwoFactorAuthenticationRequest extends PutOperationTenanted<ResetTwoFactorAuthenticationResponse> implements IReturn<ResetTwoFactorAuthenticationResponse>
    {
        public String targetUserId = null;
        public String callerCode = null;
        
        public String getTargetUserId() { return targetUserId; }
        public ResetTwoFactorAuthenticationRequest setTargetUserId(String value) { this.targetUserId = value; return this; }
        public String getCallerCode() { return callerCode; }
        public ResetTwoFactorAuthenticationRequest setCallerCode(String value) { this.callerCode = value; return this; }
        private static Object responseType = ResetTwoFactorAuthenticationResponse.class;
        public Object getResponseType() { return responseType; }
    }

    @Route(Path="/users/2fa/generate-key", Verbs="PUT")
    public static class GenerateTwoFactorAuthenticationKeyRequest extends PutOperationTenanted<GenerateTwoFactorAuthenticationKeyResponse> implements IReturn<GenerateTwoFactorAuthenticationKeyResponse>
    {
        
        private static Object responseType = GenerateTwoFactorAuthenticationKeyResponse.class;
        public Object getResponseType() { return responseType; }
    }

    public static class ResetTwoFactorAuthenticationResponse
    {
        public ResponseStatus responseStatus = null;
        
        public ResponseStatus getResponseStatus() { return responseStatus; }
        public ResetTwoFactorAuthenticationResponse setResponseStatus(ResponseStatus value) { this.responseStatus = value; return this; }
    }

    public static class GenerateTwoFactorAuthenticationKeyResponse
    {
        public ResponseStatus responseStatus = null;
        public String twoFactorUri = null;
        
        public ResponseStatus getResponseStatus() { return responseStatus; }
        public GenerateTwoFactorAuthenticationKeyResponse setResponseStatus(ResponseStatus value) { this.responseStatus = value; return this; }
        public String getTwoFactorUri() { return twoFactorUri; }
        public GenerateTwoFactorAuthenticationKeyResponse setTwoFactorUri(String value) { this.twoFactorUri = value; return this; }
    }

    public static class PutOperationTenanted<TResponse> extends PutOperationUnTenanted<TResponse> implements ITenantedRequest
    {
        public String organisationId = null;
        
        public String getOrganisationId() { return organisationId; }
        public PutOperationTenanted<TResponse> setOrganisationId(String value) { this.organisationId = value; return this; }
    }

    public static interface ITenantedRequest
    {
        public String organisationId = null;
    }

    public static class PutOperationUnTenanted<TResponse> implements IPut
    {
        
    }

}
