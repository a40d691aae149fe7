// The DTO classes of Foundry's and Antel's documents. Foundry's are its TypeScript without the types; Antel's document is JavaScript already.
// getTypeName, getMethod and createResponse are what the generator adds to every request class.

export class PutOperationUnTenanted {
    constructor(init) { Object.assign(this, init) }
}

export class PutOperationTenanted extends PutOperationUnTenanted {
    organisationId
    constructor(init) { super(init); Object.assign(this, init) }
}

export class ResetTwoFactorAuthenticationResponse {
    responseStatus
    constructor(init) { Object.assign(this, init) }
}

export class ResetTwoFactorAuthenticationRequest extends PutOperationTenanted {
    targetUserId
    callerCode
    constructor(init) { super(init); Object.assign(this, init) }
    getTypeName() { return 'ResetTwoFactorAuthenticationRequest' }
    getMethod() { return 'PUT' }
    createResponse() { return new ResetTwoFactorAuthenticationResponse() }
}

export class GenerateTwoFactorAuthenticationKeyResponse {
    responseStatus
    twoFactorUri
    constructor(init) { Object.assign(this, init) }
}

export class GenerateTwoFactorAuthenticationKeyRequest extends PutOperationTenanted {
    constructor(init) { super(init); Object.assign(this, init) }
    getTypeName() { return 'GenerateTwoFactorAuthenticationKeyRequest' }
    getMethod() { return 'PUT' }
    createResponse() { return new GenerateTwoFactorAuthenticationKeyResponse() }
}

export class AuthenticateResponse {
    userId
    userName
    bearerToken
    responseStatus
    constructor(init) { Object.assign(this, init) }
}

export class Authenticate {
    provider
    userName
    password
    meta
    constructor(init) { Object.assign(this, init) }
    getTypeName() { return 'Authenticate' }
    getMethod() { return 'POST' }
    createResponse() { return new AuthenticateResponse() }
}

export class ApiServiceRequest {
    /** @param {{apiKey?:string,latitude?:number,longitude?:number}} [init] */
    constructor(init) { Object.assign(this, init) }
    apiKey
    latitude
    longitude
}

export class ApiServiceResponse {
    /** @param {{description?:string,heading?:string,wasSuccessful?:boolean,responseStatus?:ResponseStatus}} [init] */
    constructor(init) { Object.assign(this, init) }
    description
    heading
    wasSuccessful
    responseStatus
}

export class ResetPasswordResponse extends ApiServiceResponse {
    constructor(init) { super(init); Object.assign(this, init) }
    systemUserId
}

export class ResetPassword extends ApiServiceRequest {
    constructor(init) { super(init); Object.assign(this, init) }
    temporaryPassword
    emailAddress
    password
    passwordConfirm
    getTypeName() { return 'ResetPassword' }
    getMethod() { return 'POST' }
    createResponse() { return new ResetPasswordResponse() }
}
