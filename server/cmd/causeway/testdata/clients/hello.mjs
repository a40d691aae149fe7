/* Options:
Date: 2026-11-21 11:11:52
Version: 10.15
Tip: To override a DTO option, remove "//" prefix before updating
BaseUrl: http://localhost

//AddServiceStackTypes: True
//AddDocAnnotations: True
//AddDescriptionAsComments: True
//IncludeTypes: 
//ExcludeTypes: 
//DefaultImports: 
*/

"use strict";
/** @typedef {'Single'|'Double'} */
export var RoomType;
(function (RoomType) {
    RoomType["Single"] = "Single"
    RoomType["Double"] = "Double"
})(RoomType || (RoomType = {}));
export class ResponseError {
    /** @param {{errorCode?:string,fieldName?:string,message?:string,meta?:{ [index:string]: string; }}} [init] */
    constructor(init) { Object.assign(this, init) }
    /** @type {string} */
    errorCode;
    /** @type {string} */
    fieldName;
    /** @type {string} */
    message;
    /** @type {?{ [index:string]: string; }} */
    meta;
}
export class ResponseStatus {
    /** @param {{errorCode?:string,message?:string,stackTrace?:string,errors?:ResponseError[],meta?:{ [index:string]: string; }}} [init] */
    constructor(init) { Object.assign(this, init) }
    /** @type {string} */
    errorCode;
    /** @type {?string} */
    message;
    /** @type {?string} */
    stackTrace;
    /** @type {?ResponseError[]} */
    errors;
    /** @type {?{ [index:string]: string; }} */
    meta;
}
export class HelloResponse {
    /** @param {{result?:string}} [init] */
    constructor(init) { Object.assign(this, init) }
    /** @type {?string} */
    result;
}
export class BookingResponse {
    /** @param {{id?:number,responseStatus?:ResponseStatus}} [init] */
    constructor(init) { Object.assign(this, init) }
    /** @type {number} */
    id;
    /** @type {?ResponseStatus} */
    responseStatus;
}
export class AuthenticateResponse {
    /** @param {{userId?:string,sessionId?:string,userName?:string,displayName?:string,referrerUrl?:string,bearerToken?:string,refreshToken?:string,refreshTokenExpiry?:string,profileUrl?:string,roles?:string[],permissions?:string[],authProvider?:string,responseStatus?:ResponseStatus,meta?:{ [index:string]: string; }}} [init] */
    constructor(init) { Object.assign(this, init) }
    /** @type {?string} */
    userId;
    /** @type {?string} */
    sessionId;
    /** @type {?string} */
    userName;
    /** @type {?string} */
    displayName;
    /** @type {?string} */
    referrerUrl;
    /** @type {?string} */
    bearerToken;
    /** @type {?string} */
    refreshToken;
    /** @type {?string} */
    refreshTokenExpiry;
    /** @type {?string} */
    profileUrl;
    /** @type {?string[]} */
    roles;
    /** @type {?string[]} */
    permissions;
    /** @type {?string} */
    authProvider;
    /** @type {?ResponseStatus} */
    responseStatus;
    /** @type {?{ [index:string]: string; }} */
    meta;
}
export class AssignRolesResponse {
    /** @param {{allRoles?:string[],allPermissions?:string[],meta?:{ [index:string]: string; },responseStatus?:ResponseStatus}} [init] */
    constructor(init) { Object.assign(this, init) }
    /** @type {?string[]} */
    allRoles;
    /** @type {?string[]} */
    allPermissions;
    /** @type {?{ [index:string]: string; }} */
    meta;
    /** @type {?ResponseStatus} */
    responseStatus;
}
export class UnAssignRolesResponse {
    /** @param {{allRoles?:string[],allPermissions?:string[],meta?:{ [index:string]: string; },responseStatus?:ResponseStatus}} [init] */
    constructor(init) { Object.assign(this, init) }
    /** @type {?string[]} */
    allRoles;
    /** @type {?string[]} */
    allPermissions;
    /** @type {?{ [index:string]: string; }} */
    meta;
    /** @type {?ResponseStatus} */
    responseStatus;
}
export class Hello {
    /** @param {{name?:string}} [init] */
    constructor(init) { Object.assign(this, init) }
    /** @type {?string} */
    name;
    getTypeName() { return 'Hello' }
    getMethod() { return 'GET' }
    createResponse() { return new HelloResponse() }
}
export class CreateBooking {
    /** @param {{name?:string,roomType?:RoomType,cost?:number,nights?:number,tags?:string[]}} [init] */
    constructor(init) { Object.assign(this, init) }
    /**
     * @type {string}
     * @description Name of the guest */
    name;
    /** @type {RoomType} */
    roomType;
    /**
     * @type {number}
     * @description Price */
    cost;
    /** @type {?number} */
    nights;
    /** @type {?string[]} */
    tags;
    getTypeName() { return 'CreateBooking' }
    getMethod() { return 'POST' }
    createResponse() { return new BookingResponse() }
}
export class DeleteBooking {
    /** @param {{id?:number}} [init] */
    constructor(init) { Object.assign(this, init) }
    /** @type {number} */
    id;
    getTypeName() { return 'DeleteBooking' }
    getMethod() { return 'DELETE' }
    createResponse() { }
}
export class LocalOnly {
    /** @param {{name?:string}} [init] */
    constructor(init) { Object.assign(this, init) }
    /** @type {?string} */
    name;
    getTypeName() { return 'LocalOnly' }
    getMethod() { return 'POST' }
    createResponse() { return new HelloResponse() }
}
export class NoRoute {
    /** @param {{text?:string}} [init] */
    constructor(init) { Object.assign(this, init) }
    /** @type {?string} */
    text;
    getTypeName() { return 'NoRoute' }
    getMethod() { return 'POST' }
    createResponse() { return '' }
}
export class FireAndForget {
    /** @param {{text?:string}} [init] */
    constructor(init) { Object.assign(this, init) }
    /** @type {?string} */
    text;
    getTypeName() { return 'FireAndForget' }
    getMethod() { return 'POST' }
    createResponse () { };
}
export class Authenticate {
    /** @param {{provider?:string,userName?:string,password?:string,rememberMe?:boolean,accessToken?:string,accessTokenSecret?:string,returnUrl?:string,errorView?:string,meta?:{ [index:string]: string; }}} [init] */
    constructor(init) { Object.assign(this, init) }
    /**
     * @type {?string}
     * @description AuthProvider, e.g. credentials */
    provider;
    /** @type {?string} */
    userName;
    /** @type {?string} */
    password;
    /** @type {?boolean} */
    rememberMe;
    /** @type {?string} */
    accessToken;
    /** @type {?string} */
    accessTokenSecret;
    /** @type {?string} */
    returnUrl;
    /** @type {?string} */
    errorView;
    /** @type {?{ [index:string]: string; }} */
    meta;
    getTypeName() { return 'Authenticate' }
    getMethod() { return 'POST' }
    createResponse() { return new AuthenticateResponse() }
}
export class AssignRoles {
    /** @param {{userName?:string,permissions?:string[],roles?:string[],meta?:{ [index:string]: string; }}} [init] */
    constructor(init) { Object.assign(this, init) }
    /** @type {?string} */
    userName;
    /** @type {?string[]} */
    permissions;
    /** @type {?string[]} */
    roles;
    /** @type {?{ [index:string]: string; }} */
    meta;
    getTypeName() { return 'AssignRoles' }
    getMethod() { return 'POST' }
    createResponse() { return new AssignRolesResponse() }
}
export class UnAssignRoles {
    /** @param {{userName?:string,permissions?:string[],roles?:string[],meta?:{ [index:string]: string; }}} [init] */
    constructor(init) { Object.assign(this, init) }
    /** @type {?string} */
    userName;
    /** @type {?string[]} */
    permissions;
    /** @type {?string[]} */
    roles;
    /** @type {?{ [index:string]: string; }} */
    meta;
    getTypeName() { return 'UnAssignRoles' }
    getMethod() { return 'POST' }
    createResponse() { return new UnAssignRolesResponse() }
}

