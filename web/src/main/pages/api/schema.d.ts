// docs/openapi.json, SHA-256 d7bb2ab59a1f7683f92363820ce47dc356232e1f1712fd1f09cb627d6de2f943
export interface paths {
    "/.well-known/change-password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Leads to the page where a password is changed */
        get: operations["changePassword"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public keys of access tokens (RFC 7517) */
        get: operations["jwks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/oauth-authorization-server": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server metadata where OAuth clients look (RFC 8414) */
        get: operations["oauthAuthorizationServer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/openid-configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Server metadata where OpenID Connect clients look */
        get: operations["openidConfiguration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/security.txt": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where to report a vulnerability (RFC 9116) */
        get: operations["securityTxt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/.well-known/ssf-configuration": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The transmitter's metadata (SSF 1.0) */
        get: operations["ssfConfiguration"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/check": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell a gateway whom a token or a signed request stands for, or refuse it */
        get: operations["check"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/mail-reports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Tell that a mail came back, was complained of, or arrived
         * @description Signed by the Standard Webhooks specification. The answer is the same whether or not the mail is known. An installation's own mail server hands in delivery status notifications (RFC 3464), raw as they came.
         */
        post: operations["reportMail"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth2/introspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Whether a token is good, and what it says (RFC 7662) */
        post: operations["introspectToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth2/revoke": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End the session of a token (RFC 7009) */
        post: operations["revokeToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/oauth2/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Exchange a refresh token for new tokens (RFC 6749 §6)
         * @description A page of the configured origin may leave refresh_token out and have the cookie count that the sign-in set; its successor is in the cookie again.
         */
        post: operations["refreshToken"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ssf/jwks.json": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The public keys of security event tokens (RFC 7517) */
        get: operations["signalKeys"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ssf/poll/{stream}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Fetch events of a stream, and acknowledge earlier ones */
        post: operations["pollSignals"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ssf/status": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a stream carries events, and why not */
        get: operations["readSignalStreamStatus"];
        put?: never;
        /** Enable, pause or disable a stream */
        post: operations["updateSignalStreamStatus"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ssf/streams": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the receiver's streams by `stream_id`, or a list of all */
        get: operations["readSignalStreams"];
        /** Put another configuration in a stream's place */
        put: operations["replaceSignalStream"];
        /** Create a stream; without `delivery` it is polled */
        post: operations["createSignalStream"];
        /** Delete a stream, and what waits in it */
        delete: operations["deleteSignalStream"];
        options?: never;
        head?: never;
        /** Change what the request names, and leave the rest */
        patch: operations["updateSignalStream"];
        trace?: never;
    };
    "/ssf/verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have a verification event sent over a stream */
        post: operations["verifySignalStream"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The signed-in account and its proved identifiers */
        get: operations["getAccount"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/closure": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** When my account is closed */
        get: operations["showClosure"];
        put?: never;
        /**
         * Close my account in 14 days
         * @description Wants a settled second factor where one is enrolled, and the trading passphrase where one is set. A sign-in cancels it. Refused with `closure-refused` while withdrawals are held or locked, or an action waits. Asking again changes nothing.
         */
        post: operations["askClosure"];
        /**
         * Keep my account
         * @description Asks for no proof. Again changes nothing.
         */
        delete: operations["cancelClosure"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/exports": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The copies of my data that were asked for, newest first */
        get: operations["listExports"];
        put?: never;
        /**
         * Ask for a copy of my data
         * @description Wants a settled second factor where one is enrolled, shown within five minutes. Every address is told. The data is gathered after a day; until then, and until it is fetched, the export can be cancelled. Refused with `export-held` while a change of the account is fresh. While one is open, asking again answers that one. At most three a day.
         */
        post: operations["askExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/exports/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where one of them stands */
        get: operations["showExport"];
        put?: never;
        post?: never;
        /**
         * Delete it, fetched or not
         * @description Asks for no proof. Again changes nothing.
         */
        delete: operations["cancelExport"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/exports/{id}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Fetch it, once
         * @description Wants what asking for it wants, again. The answer is the only copy: the export is deleted when it is given out, also when the answer gets lost on its way.
         */
        post: operations["downloadExport"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/identifiers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin to add an e-mail address or phone number (fresh proof)
         * @description Answers alike whether or not another account has it; its owner gets a message instead of a code.
         */
        post: operations["addIdentifier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/identifiers/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a change of identifiers back by the link in a message
         * @description The identifiers are as they were; every change after it is undone and every session ends. The password no longer
         *     works: ask for a reset link.
         */
        post: operations["restoreIdentifiers"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/identifiers/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove an identifier, but the primary one (fresh proof) */
        delete: operations["removeIdentifier"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/identifiers/{id}/primary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Make it the primary identifier (fresh proof) */
        post: operations["makeIdentifierPrimary"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/identifiers/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prove the new identifier by its code, in the session that began to add it */
        post: operations["verifyIdentifier"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Change the password; every other session ends
         * @description Demands the second factor of the last five minutes where one is enrolled. This session goes on.
         */
        put: operations["changeOwnPassword"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/account/password/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show the password; the proof of it is what enrolling a first second factor wants
         * @description The proof is good for ten minutes, in this session alone.
         */
        post: operations["provePassword"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register an e-mail address or phone number with a password
         * @description Answers alike whether or not the identifier has an account; its owner gets a message instead.
         */
        post: operations["registerAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/human-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Have a code sent that answers a challenge instead of a puzzle
         * @description For a challenge that lists `email-code` among its `alternatives`. Answers alike whether or not a mail goes out: for
         *     a sign-in or a recovery it goes to an address that an account has proved. Requests for one address within the same
         *     twenty minutes share one mail: it may have come already. A challenge that lists `sms-code` is answered by a text to the
         *     number: requests within the same hour share it.
         */
        post: operations["sendHumanCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/resend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for a new code
         * @description Accepted in any case; sent after a growing delay only. The answer says whether one is on its way, and when the next
         *     may be asked for.
         */
        post: operations["resendRegistrationCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/accounts/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Prove the identifier by the code; the account becomes active */
        post: operations["verifyRegistration"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activity": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What happened to the account, newest first */
        get: operations["listActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/activity/{id}/proof": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** That an entry about the account stands in the audit log */
        get: operations["proveActivity"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/address-book": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All addresses of the book, newest first, and whether money goes to them alone */
        get: operations["getAddressBook"];
        put?: never;
        /**
         * Put an approved address into the book
         * @description A repeated request gets the same entry. Until usableAt it does not count while money goes to the book alone.
         */
        post: operations["addAddressBookEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/address-book/book-only": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Let money go to the addresses of the book alone, or not any more (fresh proof) */
        put: operations["setBookOnly"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/address-book/book-only/switch-off": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Keep it on after all: no proof is needed */
        delete: operations["cancelBookOnlySwitchOff"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/address-book/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Take an address out of the book (fresh proof) */
        delete: operations["removeAddressBookEntry"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the customer was told, newest first */
        get: operations["listAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/read-all": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark an alert and all before it as read */
        post: operations["markAlertsRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Alerts as they happen, as server-sent events; ends with the access token and with its session */
        get: operations["streamAlerts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/{id}/read": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Mark an alert as read */
        post: operations["markAlertRead"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/alerts/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Follow the link of an alert's text message */
        get: operations["followAlertLink"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/anti-phishing-code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether a phrase is set; never the phrase itself */
        get: operations["getAntiPhishingCode"];
        /** Set the phrase that every official message will show (fresh session) */
        put: operations["setAntiPhishingCode"];
        post?: never;
        /** Remove the phrase (fresh session) */
        delete: operations["removeAntiPhishingCode"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The account's API keys, newest first; those that have expired stay for a month */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make the API key that the customer has approved
         * @description Propose the action `api-key` to the system `portcullis` at `/v1/approvals`, have it approved, and send the same fields with the statement. One approval makes one key. A secret is shown in this answer alone.
         */
        post: operations["createApiKey"];
        /**
         * Disable every API key of the account, at once
         * @description Each can be enabled again, by a step-up.
         */
        delete: operations["disableAllApiKeys"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/revocations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End an API key by showing that one has it
         * @description For whoever finds a key: it counts nowhere from then on, and its owner is told.
         */
        post: operations["revokeLeakedApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/api-keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One API key */
        get: operations["getApiKey"];
        put?: never;
        post?: never;
        /** End an API key for good, at once */
        delete: operations["deleteApiKey"];
        options?: never;
        head?: never;
        /**
         * Rename, restrict, disable or enable an API key
         * @description More networks than before, and enabling, want a step-up with a settled second factor. Where a key for withdrawals counts from can only become less.
         */
        patch: operations["changeApiKey"];
        trace?: never;
    };
    "/v1/approvals": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What the customer was asked to approve, newest first */
        get: operations["listApprovals"];
        put?: never;
        /**
         * Propose an action for the customer to approve
         * @description It can't be changed afterwards: propose another one, and let this one be.
         */
        post: operations["proposeApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What the customer is asked to approve
         * @description Made of the very text that is hashed and approved. Show title and all fields.
         */
        get: operations["getApproval"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{id}/approve": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Approve exactly this action
         * @description The trading passphrase is looked at only when the second factor was right. After a wrong one ask for a new challenge.
         */
        post: operations["approveAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{id}/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for the second factor that is to approve the action
         * @description Each call begins anew: what was sent or made before is worth nothing.
         */
        post: operations["prepareApproval"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/approvals/{id}/decline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Decline it, also after it was approved, until it is consumed */
        post: operations["declineAction"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The devices that the account signed in from, newest first */
        get: operations["listDevices"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/devices/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Forget a device, its trust too, and end its sessions */
        delete: operations["forgetDevice"];
        options?: never;
        head?: never;
        /** Rename a device, trust this one, or end a device's trust */
        patch: operations["changeDevice"];
        trace?: never;
    };
    "/v1/holds": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What is held, why, and until when
         * @description Withdrawals, sales and transfers of a scope wait for the longest hold of it. Nothing shortens one.
         */
        get: operations["listHolds"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/messages/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Tell what became of a message
         * @description 404 until the message has arrived here, which takes a moment after it was asked for.
         */
        get: operations["getMessageState"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mfa": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show the second factors of the account */
        get: operations["getSecondFactors"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mfa/email": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Send a code to an e-mail address that is to become a second factor */
        put: operations["enrolEmailCodes"];
        post?: never;
        /** Remove the e-mail address; with the last factor go the recovery codes */
        delete: operations["removeEmailCodes"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mfa/email/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the e-mail address by the code that was sent there */
        post: operations["confirmEmailCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mfa/recovery-codes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell how many recovery codes are left */
        get: operations["countRecoveryCodes"];
        put?: never;
        /** Issue new recovery codes; the older ones stop working */
        post: operations["issueRecoveryCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mfa/removals/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Cancel a removal that waits: the factor stays
         * @description Wants a factor that is settled, or at least as old as the one that asked for the removal.
         */
        delete: operations["keepSecondFactor"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mfa/sms": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /** Send a code to a phone number that is to become a second factor, the weakest there is */
        put: operations["enrolSmsCodes"];
        post?: never;
        /** Remove the phone number; with the last factor go the recovery codes */
        delete: operations["removeSmsCodes"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mfa/sms/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm the phone number by the code that was sent there */
        post: operations["confirmSmsCodes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mfa/totp": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to enrol an authenticator app */
        post: operations["beginAuthenticatorApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mfa/totp/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Confirm an authenticator app by its first code */
        post: operations["confirmAuthenticatorApp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mfa/totp/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove an authenticator app; with the last one go the recovery codes */
        delete: operations["removeAuthenticatorApp"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mfa/webauthn": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the security keys and passkeys of the account */
        get: operations["listSecurityKeys"];
        put?: never;
        /** Register a security key or passkey */
        post: operations["registerSecurityKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mfa/webauthn/options": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to register a security key or passkey */
        post: operations["beginSecurityKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/mfa/webauthn/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Remove a security key or passkey; with the last factor go the recovery codes */
        delete: operations["removeSecurityKey"];
        options?: never;
        head?: never;
        /** Rename a security key or passkey */
        patch: operations["renameSecurityKey"];
        trace?: never;
    };
    "/v1/notification-preferences": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which alerts come by which channel, and when */
        get: operations["getNotificationPreferences"];
        /** Choose which alerts come by which channel, and when (fresh session for what silences or delays some) */
        put: operations["setNotificationPreferences"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/push-subscriptions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which browsers alerts are pushed to, and the key for another one */
        get: operations["listPushSubscriptions"];
        put?: never;
        /** Have alerts pushed to a browser until its session ends; asked again, report that it is still there */
        post: operations["subscribeToPushes"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/push-subscriptions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Push no more alerts to a browser (fresh session for one that another session subscribed) */
        delete: operations["endPushSubscription"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/case-answers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer my security questions in a recovery case
         * @description Three times for a case. The response is the same whether the answers are right or wrong, and whether any were set. The staff
         *     see whether they match.
         */
        post: operations["answerSecurityQuestions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/case-factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show in a recovery case that I still have the authenticator app
         * @description One code for a case. The response is the same whether it is right or wrong, and whether the account has an app. The staff see
         *     whether it is right. It opens nothing.
         */
        post: operations["showOldFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/case-knowledge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Say in a recovery case what I know of the account
         * @description Once for a case: when you last signed in, what the account is worth, or both. The response is the same whether it is true or not.
         *     The staff see how near it is. inspectRecoveryCase says in `knowledgeOffered` what can be said.
         */
        post: operations["stateAccountKnowledge"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask to get an account back
         * @description For a customer who can't sign in and has no recovery code. The answer is the same whether or not there is an account. The
         *     owner of the account is told at every address. `token` is shown once: keep it, it is the only way to go on with the case.
         */
        post: operations["openRecoveryCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/cases/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel a recovery case
         * @description By the case's own token, or by that of the link in a message about it. Using it again changes nothing.
         */
        post: operations["cancelRecoveryCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/cases/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add a document or a selfie to a recovery case
         * @description A JPEG or PNG image, or, where the installation has a scanner, a PDF. The type is read from the content. An image is written
         *     anew, without the time and place where it was taken. A file that comes during the wait begins the wait anew.
         */
        post: operations["addRecoveryEvidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/cases/inspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask where a recovery case stands */
        post: operations["inspectRecoveryCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/cases/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Get the way to a new password, after a lost mailbox or phone number
         * @description Once, within a day after the case was completed. The token goes to `PUT /v1/recovery/password`. After every other kind of
         *     case a link is sent to the account's main address instead.
         */
        post: operations["claimRecoveryLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/cases/own": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask to get back what I lost, while I am signed in
         * @description Such as after a recovery code, whose session is restricted. No challenge is asked for. The rest is as after openRecoveryCase.
         */
        post: operations["openOwnRecoveryCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/cases/submit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Hand a recovery case over to the staff
         * @description Two members of the staff review it. Evidence can still be added.
         */
        post: operations["submitRecoveryCase"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/compromised": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Freeze my account: somebody else is in it
         * @description Ends every session, this one too, and every API key. Forgets trusted devices. Voids links to reset the password, approvals and removals of second factors that wait. Refuses sign-ins until the account's owner has gone the way back. No proof is asked for.
         */
        post: operations["reportCompromise"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/freeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Freeze the account that an alert was about
         * @description Refuses sign-ins and ends every session. Using the same link again changes nothing more.
         */
        post: operations["freezeByLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set a new password by a link
         * @description Ends every session of the account. Second factors stay as they are and are asked for at the next sign-in.
         *     A refused password does not use the link up. While the account is frozen no link sets a password: `account-frozen`. The link begins the way back then.
         */
        put: operations["setPasswordByLink"];
        /**
         * Ask for a link or a code to set a new password
         * @description The answer is the same whether or not there is an account. If there is one, its e-mail address is sent a link that works
         *     once, for 20 minutes; its phone number is sent a code that works once, for ten. Those sent meanwhile work beside it; using
         *     one voids all. For a phone number the answer holds `resetId`, which is shown again beside the code. Where strangers have
         *     guessed at a number's codes too often, the text message carries a link.
         *     Where an address has had its share of messages for now, the request waits for the next one, `sendsIn` seconds.
         */
        post: operations["requestPasswordLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/password/code": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show the code of a text message
         * @description Gives the token that a link would have carried: for `inspect`, for a new password, and for the way back into a frozen account.
         *     A wrong code costs one of five tries of its `resetId`. `triesLeft` 0 says that only another code helps: ask again.
         */
        post: operations["redeemPasswordCode"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/password/inspect": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask whether a link still works
         * @description Does not use the link up.
         */
        post: operations["inspectPasswordLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/removals/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel the removal of a second factor that an alert was about
         * @description The factor stays. Removals that were asked for after the alert are not touched. Using the same link again changes nothing.
         */
        post: operations["cancelRemovalsByLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/security-questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Which security questions can be set, and which are; never an answer */
        get: operations["getSecurityQuestions"];
        /**
         * Set three security questions (step-up)
         * @description In a recovery case the staff see whether the answers are right. Right answers open nothing by themselves. Choose answers that
         *     nobody can find in your profiles.
         */
        put: operations["setSecurityQuestions"];
        post?: never;
        /** Remove the security questions (step-up) */
        delete: operations["removeSecurityQuestions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/state": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Where the way back stands, and what comes next
         * @description Without a `Way-Back` there is nothing to tell: ask for a link with `POST /v1/recovery/password`, and begin with it.
         */
        get: operations["recoveryState"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/way-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Begin the way back into a frozen account
         * @description By a link that was asked for with `POST /v1/recovery/password`. It is used up by this. Its other half is a security key or an authenticator app that was settled when the account was frozen.
         */
        post: operations["beginWayBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/way-back/factor": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Show a second factor of before the freeze
         * @description One that is newer is refused with `factor-not-settled`. Codes by e-mail or SMS and recovery codes are not taken.
         */
        post: operations["showWayBackFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/way-back/factor/prepare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** What a security key needs to be shown */
        post: operations["prepareWayBackFactor"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/way-back/items": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Addresses, second factors and devices of the frozen account
         * @description API keys are not among them: the freeze has ended all of them for good.
         */
        get: operations["listAccountItems"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/way-back/items/{kind}/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Say whether an item is yours
         * @description What is not yours is taken away at once. Until each item that is there was called yours, the account stays frozen.
         */
        put: operations["answerAccountItem"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/way-back/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Set a password that the account never had
         * @description The account stays frozen. A password that it had is refused with the reason `used-before`.
         */
        put: operations["setPasswordAfterFreeze"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/recovery/way-back/unfreeze": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open the account again
         * @description Withdrawals are held for 48 hours then. If another way back set a password or opened the account meanwhile, this one has ended: `way-back-ended`.
         */
        post: operations["unfreeze"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/security-checkup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * What protects the account, what is missing, what to do next
         * @description A change shows within a second.
         */
        get: operations["getSecurityCheckup"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The live sessions of the account, newest first */
        get: operations["listSessions"];
        put?: never;
        post?: never;
        /** End every session of the account but this one, and the trust of all other devices */
        delete: operations["revokeOtherSessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** End one session; its tokens are void at once */
        delete: operations["revokeSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settings-lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the security settings are locked, and until when */
        get: operations["getSettingsLock"];
        /**
         * Lock the security settings, or make unlocking take longer (fresh proof)
         * @description Access tokens from before are void: refresh. Ends an unlocking that is under way.
         */
        put: operations["lockSettings"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/settings-lock/unlock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask for unlocking: it takes as long as was chosen (fresh proof)
         * @description Every address of the account is told. Asking again changes nothing. A restricted session may ask too.
         */
        post: operations["unlockSettings"];
        /** Stop an unlocking that is under way: the lock stays on */
        delete: operations["cancelUnlocking"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in with identifier and password
         * @description Answers with tokens, or with what else must be shown. With tokensIn=cookies the refresh and the device token are in cookies that no script can read; such a request must come from a page of the configured origin.
         */
        post: operations["signIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in/passkey": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin to sign in with a passkey */
        post: operations["beginPasskeySignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in/passkey/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show the passkey */
        post: operations["verifyPasskeySignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in/{id}/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have a code sent, or a WebAuthn challenge made, for one of the offered methods */
        post: operations["challengeSignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-in/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show a second factor */
        post: operations["verifySignIn"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The sign-ins of the account and what was decided about them, newest first */
        get: operations["listSignIns"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** End this session */
        post: operations["signOut"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/step-up": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begin a step-up; says what will do */
        post: operations["beginStepUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/step-up/{id}/challenge": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Have a code sent, or a WebAuthn challenge made, for one of the offered methods */
        post: operations["challengeStepUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/step-up/{id}/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Show the factor; the new access token says what the session is worth now */
        post: operations["verifyStepUp"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/trading-passphrase": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Tell whether a trading passphrase is set, and whether it can be used now */
        get: operations["getTradingPassphrase"];
        /**
         * Set or change the trading passphrase
         * @description Wants a second factor that is settled. The wrong tries of the old passphrase go on to count.
         */
        put: operations["setTradingPassphrase"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/withdrawal-lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether withdrawals are locked, and until when */
        get: operations["getWithdrawalLock"];
        /** Lock withdrawals, or make the lock longer or stricter (fresh proof) */
        put: operations["lockWithdrawals"];
        post?: never;
        /**
         * Lift a soft lock early (two strong factors)
         * @description A security key or passkey, and an authenticator app, each shown in a step-up of this session in the last five minutes. Both must have been settled when the lock was set.
         */
        delete: operations["liftWithdrawalLock"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /** Format: uuid */
        AccountId: string;
        AccountItem: {
            kind: string;
            id: string;
            name: string;
            since: components["schemas"]["Instant"];
            mine: boolean;
        };
        AccountItems: {
            items: components["schemas"]["AccountItem"][];
        };
        /** @enum {string} */
        AccountStatus: "active" | "locked" | "frozen" | "closed";
        AccountView: {
            accountId: components["schemas"]["AccountId"];
            status: components["schemas"]["AccountStatus"];
            identifiers: components["schemas"]["ProvedIdentifier"][];
            createdAt: components["schemas"]["Instant"];
        };
        Acknowledged: {
            resetId?: string | null;
            /** Format: int64 */
            sendsIn?: number | null;
            challenge?: components["schemas"]["RecoveryHumanChallenge"] | null;
        };
        ActionWarning: {
            /** @example address-looks-booked */
            code: string;
            text: string;
            address?: string | null;
            until?: components["schemas"]["Instant"] | null;
        };
        ActivatedAccount: {
            accountId: components["schemas"]["AccountId"];
            status: string;
        };
        /** @description Something that happened to the account */
        Activity: {
            id: string;
            type: string;
            time: components["schemas"]["Instant"];
            title: string;
            device?: string | null;
            address?: string | null;
            place?: string | null;
        };
        ActivityPage: {
            events: components["schemas"]["Activity"][];
            next?: string | null;
        };
        /** @description That an entry stands in the audit log */
        ActivityProof: {
            /** Format: int64 */
            index: number;
            /** Format: int64 */
            size: number;
            salt: string;
            entry: components["schemas"]["ActivityProofEntry"];
            path: string[];
            checkpoint: string;
        };
        /** @description The entry as its leaf covers it */
        ActivityProofEntry: {
            /** Format: int32 */
            chain: number;
            /** Format: int64 */
            seq: number;
            event: components["schemas"]["UUID"];
            account: components["schemas"]["UUID"];
            type: string;
            time: components["schemas"]["Instant"];
            content: string;
            contentSalt?: string | null;
        };
        AddedRecoveryEvidence: {
            evidenceId: components["schemas"]["UUID"];
            mediaType: string;
            /** Format: int32 */
            filesLeft: number;
        };
        AddressBook: {
            entries: components["schemas"]["AddressBookEntry"][];
            bookOnly: components["schemas"]["BookOnlyMode"];
            /** Format: int32 */
            most: number;
        };
        AddressBookEntry: {
            entryId: components["schemas"]["UUID"];
            label: string;
            asset: string;
            network: string;
            address: string;
            memo?: string | null;
            addedAt: components["schemas"]["Instant"];
            usableAt: components["schemas"]["Instant"];
            warnings: components["schemas"]["ActionWarning"][];
        };
        /** @description What the customer was told */
        Alert: {
            id: string;
            /** Format: int64 */
            number: number;
            type: string;
            time: components["schemas"]["Instant"];
            title: string;
            text: string;
            details: components["schemas"]["Detail"][];
            device?: string | null;
            readAt?: components["schemas"]["Instant"] | null;
        };
        AlertGroupShown: {
            group: string;
            email: boolean;
            sms: boolean;
            push: boolean;
            changeable: boolean;
        };
        AlertGroupWish: {
            group: string;
            email: boolean;
            sms: boolean;
            push?: boolean | null;
        };
        AlertPage: {
            alerts: components["schemas"]["Alert"][];
            /** Format: int64 */
            unread: number;
            next?: string | null;
        };
        AlertsSeen: {
            upTo: string;
        };
        AntiPhishingCodeStatus: {
            set: boolean;
            updatedAt?: components["schemas"]["Instant"] | null;
            inTextMessages?: boolean | null;
        };
        AntiPhishingCodeWish: {
            /** @example blue heron at dusk */
            code: components["schemas"]["Secret"];
        };
        ApiKey: {
            id: components["schemas"]["UUID"];
            keyId: string;
            name: string;
            algorithm: string;
            scopes: string[];
            networks: string[];
            state: string;
            reason?: string | null;
            createdAt: components["schemas"]["Instant"];
            expiresAt: components["schemas"]["Instant"];
            lastUsedAt?: components["schemas"]["Instant"] | null;
            lastUsedAddress?: string | null;
            lastUsedPlace?: components["schemas"]["ShownPlace"] | null;
            secret?: string | null;
        };
        ApiKeyList: {
            apiKeys: components["schemas"]["ApiKey"][];
        };
        ApiKeyUpdate: {
            name?: string | null;
            networks?: string[] | null;
            enabled?: boolean | null;
        };
        Approval: {
            approvalId: components["schemas"]["UUID"];
            state: components["schemas"]["ApprovalState"];
            system: string;
            title: string;
            fields: components["schemas"]["Field"][];
            authorizationDetails: components["schemas"]["AuthorizationDetails"];
            actionHash: string;
            acr: components["schemas"]["RequiredStrength"];
            proposedAt: components["schemas"]["Instant"];
            endsAt: components["schemas"]["Instant"];
            warnings: components["schemas"]["ActionWarning"][];
        };
        ApprovalChallenge: {
            method: string;
            methods: string[];
            publicKey?: components["schemas"]["WebAuthnJson1"] | null;
            messageId?: string | null;
            /** Format: int64 */
            resendAfter?: number | null;
            /** Format: int64 */
            expiresIn?: number | null;
        };
        ApprovalPage: {
            approvals: components["schemas"]["Approval"][];
            next?: components["schemas"]["UUID"] | null;
        };
        /** @enum {string} */
        ApprovalState: "open" | "approved" | "declined" | "consumed" | "expired";
        AuthChallengeRequest: {
            /** @example webauthn */
            method: string;
        };
        AuthHumanChallenge: components["schemas"]["HumanProofOfWork"] | components["schemas"]["HumanWidget"];
        AuthHumanVerificationNeeded: {
            /** @example urn:portcullis:problem:human-verification */
            type: string;
            title: string;
            /** Format: int32 */
            status: number;
            challenge?: components["schemas"]["AuthHumanChallenge"];
        };
        AuthPasskeyRequest: {
            identifier?: string | null;
            humanProof?: components["schemas"]["HumanProof"] | null;
        };
        AuthRegistrationRequest: {
            /** @example ann@example.org */
            identifier: string;
            /** @example copper lantern ferry moss */
            password: string;
            locale?: string | null;
            humanProof?: components["schemas"]["HumanProof"] | null;
        };
        /** @enum {string} */
        AuthenticationClass: "aal1" | "aal2" | "phr";
        Authenticator: {
            id: components["schemas"]["AuthenticatorId"];
            name: string;
            algorithm: components["schemas"]["TotpAlgorithm"];
            createdAt: components["schemas"]["Instant"];
            settledAt: components["schemas"]["Instant"];
            lastUsedAt?: components["schemas"]["Instant"] | null;
            stopped: boolean;
        };
        AuthenticatorConfirmation: {
            id: string;
            code: string;
        };
        /** Format: uuid */
        AuthenticatorId: string;
        /** @description As RFC 9396 §2 writes it: type, and the fields of that type */
        AuthorizationDetails: {
            [key: string]: unknown;
        };
        BackByLink: {
            token: string;
        };
        BegunRegistration: {
            registrationId: components["schemas"]["UUID"];
            publicKey: components["schemas"]["CreationOptions"];
        };
        BookOnlyMode: {
            on: boolean;
            since?: components["schemas"]["Instant"] | null;
            offAt?: components["schemas"]["Instant"] | null;
        };
        BookOnlySwitch: {
            on: boolean;
        };
        CaseCancellation: {
            token: string;
        };
        ChallengeAnswer: {
            method: string;
            publicKey?: components["schemas"]["WebAuthnJson1"] | null;
            messageId?: string | null;
            /** Format: int64 */
            resendAfter?: number | null;
            /** Format: int64 */
            expiresIn?: number | null;
        };
        ClaimedRecoveryLink: {
            token: string;
        };
        ClosureWish: {
            passphrase?: string | null;
        };
        /** @enum {string} */
        Code: "invalid_request" | "invalid_grant" | "invalid_scope" | "unsupported_grant_type" | "invalid_dpop_proof" | "use_dpop_nonce";
        CodeAddress: {
            method: components["schemas"]["Method"];
            address: string;
            besideStronger: boolean;
            accepted: boolean;
            confirmedAt: components["schemas"]["Instant"];
            settledAt: components["schemas"]["Instant"];
            lastUsedAt?: components["schemas"]["Instant"] | null;
        };
        CodeConfirmation: {
            code: string;
        };
        CodeProof: {
            registrationId: components["schemas"]["UUID"];
            code: string;
        };
        CodeSent: {
            messageId: components["schemas"]["UUID"];
            /** Format: int64 */
            resendAfter: number;
            /** Format: int64 */
            expiresIn: number;
        };
        ConfirmationNeeded: {
            /** @enum {string} */
            status: "email-code" | "sms-code";
            signInId: string;
            methods: string[];
            /** Format: int64 */
            expiresIn: number;
        };
        ConfirmedAddress: {
            recoveryCodes: string[];
        };
        ConfirmedAuthenticator: {
            id: components["schemas"]["AuthenticatorId"];
            recoveryCodes: string[];
        };
        CreationOptions: {
            rp: components["schemas"]["Rp"];
            user: components["schemas"]["User"];
            challenge: string;
            pubKeyCredParams: components["schemas"]["Parameters"][];
            /** Format: int64 */
            timeout: number;
            excludeCredentials: components["schemas"]["Descriptor"][];
            authenticatorSelection: components["schemas"]["Selection"];
            attestation: string;
            extensions: components["schemas"]["Extensions"];
        };
        Credential: {
            id: components["schemas"]["AuthenticatorId"];
            name: string;
            createdAt: components["schemas"]["Instant"];
            settledAt: components["schemas"]["Instant"];
            lastUsedAt?: components["schemas"]["Instant"] | null;
            model?: string | null;
            aaguid: components["schemas"]["UUID"];
            transports: string[];
            discoverable?: boolean | null;
            backupEligible: boolean;
            backedUp: boolean;
            cloneSuspected: boolean;
        };
        Credentials: {
            credentials: components["schemas"]["Credential"][];
        };
        Decline: {
            notMe?: boolean | null;
        };
        Descriptor: {
            type: string;
            id: string;
            transports: string[];
        };
        Detail: {
            label: string;
            value: string;
        };
        Device: {
            id: components["schemas"]["DeviceId"];
            name: string;
            calledItself: string;
            kind: string;
            current: boolean;
            place: components["schemas"]["ShownPlace"];
            address?: string | null;
            firstSeenAt: components["schemas"]["Instant"];
            lastSeenAt: components["schemas"]["Instant"];
            trustedUntil?: components["schemas"]["Instant"] | null;
        };
        /** Format: uuid */
        DeviceId: string;
        DevicePage: {
            devices: components["schemas"]["Device"][];
            next?: string | null;
        };
        DeviceUpdate: {
            name?: string | null;
            trusted?: boolean | null;
        };
        EmailEnrolment: {
            address: string;
            besideStronger?: boolean | null;
            locale?: string | null;
            passwordProof?: string | null;
        };
        Enrolment: {
            /** @example My phone */
            name?: string | null;
            /** @enum {string|null} */
            algorithm?: components["schemas"]["TotpAlgorithm"];
            passwordProof?: string | null;
        };
        /** @enum {string} */
        EvidenceKind: "document" | "selfie";
        ExportList: {
            exports: components["schemas"]["ExportView"][];
        };
        /** @enum {string} */
        ExportState: "waiting" | "gathering" | "ready" | "fetched" | "cancelled" | "expired" | "failed";
        ExportView: {
            id: components["schemas"]["UUID"];
            state: components["schemas"]["ExportState"];
            askedAt: components["schemas"]["Instant"];
            opensAt: components["schemas"]["Instant"];
            expiresAt?: components["schemas"]["Instant"] | null;
        };
        Extensions: {
            credProps: boolean;
        };
        FactorPreparation: {
            method: string;
        };
        Field: {
            name: string;
            label: string;
            value: string;
        };
        ForgottenPassword: {
            identifier: string;
            humanProof?: components["schemas"]["HumanProof"] | null;
        };
        FreezeRequest: {
            token: string;
        };
        GivenApproval: {
            approvalId: components["schemas"]["UUID"];
            actionHash: string;
            acr: components["schemas"]["RequiredStrength"];
            amr: string[];
            statement: string;
            /** Format: int64 */
            expiresIn: number;
        };
        Hold: {
            /** @example trading-passphrase-set */
            reason: string;
            scope: components["schemas"]["HoldScope"][];
            since: components["schemas"]["Instant"];
            until: components["schemas"]["Instant"];
        };
        HoldList: {
            holds: components["schemas"]["Hold"][];
        };
        /** @enum {string} */
        HoldScope: "withdrawal" | "p2p-sale" | "internal-transfer" | "api-withdrawal";
        /** @enum {string} */
        HumanAction: "sign-in" | "registration" | "resend" | "password-recovery" | "identifier";
        HumanCodeRequest: {
            action: components["schemas"]["HumanAction"];
            /** @example ann@example.org */
            identifier: string;
            locale?: string | null;
        };
        HumanCodeSent: {
            codeId: string;
            /** Format: int64 */
            expiresIn: number;
        };
        HumanProof: {
            /** @example altcha */
            method: string;
            solution: string;
            codeId?: string | null;
        };
        HumanProofOfWork: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            provider: "altcha";
            action: components["schemas"]["HumanAction"];
            algorithm: string;
            challenge: string;
            /** Format: int64 */
            maxnumber: number;
            salt: string;
            signature: string;
            /** Format: int64 */
            expiresIn: number;
            alternatives: string[];
        };
        HumanVerificationStep: {
            /** @enum {string} */
            status: "human-verification";
            challenge: components["schemas"]["AuthHumanChallenge"];
            /** Format: int64 */
            expiresIn: number;
        };
        HumanWidget: {
            /**
             * @description discriminator enum property added by openapi-typescript
             * @enum {string}
             */
            provider: "turnstile" | "hcaptcha" | "recaptcha-enterprise";
            action: string;
            siteKey: string;
            cdata?: string | null;
            /** Format: int64 */
            expiresIn: number;
            alternatives: string[];
        };
        IdentifierProof: {
            code: string;
        };
        /**
         * Format: date-time
         * @example 2022-03-10T16:15:50Z
         */
        Instant: string;
        Introspection: {
            active: boolean;
            token_type?: string | null;
            iss?: string | null;
            sub?: components["schemas"]["AccountId"] | null;
            sid?: components["schemas"]["SessionId"] | null;
            /** Format: int64 */
            exp?: number | null;
            /** Format: int64 */
            auth_time?: number | null;
            acr?: string | null;
            amr?: string[] | null;
            scope?: string | null;
            cnf?: components["schemas"]["KeyConfirmation"] | null;
        };
        IssuedCodes: {
            codes: string[];
            text: string;
        };
        ItemAnswer: {
            mine: boolean;
        };
        KeyConfirmation: {
            jkt: string;
        };
        LeakedApiKey: {
            secret?: string | null;
            keyId?: string | null;
            /** Format: int64 */
            timestamp?: number | null;
            signature?: string | null;
        };
        Link: {
            token: string;
        };
        LiveLink: {
            /** Format: int64 */
            expiresIn: number;
            frozen: boolean;
        };
        MailReport: {
            type: components["schemas"]["MailReportType"];
            permanent?: boolean | null;
            messageId: string;
        };
        /** @enum {string} */
        MailReportType: "bounce" | "complaint" | "delivered";
        MediaType: {
            type: string;
            subtype: string;
            parameters: {
                [key: string]: string;
            };
            /** Format: int32 */
            hash: number;
            wildcardType: boolean;
            wildcardSubtype: boolean;
        };
        MessageState: {
            channel: string;
            state: string;
            reason?: string | null;
            /** @enum {string|null} */
            hint?: "spam-folder" | "reception" | "provider-slow" | "choose-another-way" | null;
        };
        /** @enum {string} */
        Method: "webauthn" | "totp" | "email" | "sms" | "recovery-code";
        MfaRegistrationRequest: {
            /** @example My laptop */
            name?: string | null;
            residentKey?: components["schemas"]["ResidentKey"];
            passwordProof?: string | null;
        };
        NewAddressBookEntry: {
            approvalId: components["schemas"]["UUID"];
        };
        NewCase: {
            identifier: string;
            reason: components["schemas"]["RecoveryLoss"];
            humanProof?: components["schemas"]["HumanProof"] | null;
            deviceToken?: string | null;
        };
        NewIdentifier: {
            identifier: string;
            humanProof?: components["schemas"]["HumanProof"] | null;
        };
        NewName: {
            name: string;
        };
        NewPassword: {
            token: string;
            password: string;
        };
        NewPasswordAfterFreeze: {
            password: string;
        };
        NewRecoveryEvidence: {
            token: string;
            kind: components["schemas"]["EvidenceKind"];
            /** Format: byte */
            content: string;
        };
        NotificationPreferences: {
            groups: components["schemas"]["AlertGroupShown"][];
            quietHours?: components["schemas"]["QuietHours"] | null;
        };
        NotificationPreferencesWish: {
            groups: components["schemas"]["AlertGroupWish"][];
            quietHours?: components["schemas"]["QuietHours"] | null;
        };
        OAuthError: {
            error: components["schemas"]["Code"];
        };
        OfferedQuestion: {
            question: string;
            text: string;
        };
        OldFactor: {
            method: string;
            code?: string | null;
            credential?: components["schemas"]["WebAuthnJson"][] | Record<string, never> | null;
        };
        OpenedCase: {
            caseId: components["schemas"]["UUID"];
            token: string;
            evidenceUntil: components["schemas"]["Instant"];
        };
        OutboundSseEvent: {
            id: string;
            name: string;
            comment: string;
            /** Format: int64 */
            reconnectDelay: number;
            reconnectDelaySet: boolean;
            type: Record<string, never>;
            genericType: Record<string, never>;
            mediaType: components["schemas"]["MediaType"];
            data: unknown;
        };
        Overview: {
            webauthn: components["schemas"]["Credential"][];
            totp: components["schemas"]["Authenticator"][];
            email?: components["schemas"]["CodeAddress"] | null;
            sms?: components["schemas"]["CodeAddress"] | null;
            recoveryCodes?: components["schemas"]["Remaining"] | null;
            heldUntil?: components["schemas"]["Instant"] | null;
            removal: components["schemas"]["RemovalRule"][];
            pendingRemovals: components["schemas"]["PendingRemoval"][];
            /** @enum {string|null} */
            advice?: "enrol-authenticator" | "enrol-stronger-factor" | "replace-authenticator" | "renew-recovery-codes" | null;
        };
        OwnRecoveryLoss: {
            reason: components["schemas"]["RecoveryLoss"];
        };
        Parameters: {
            type: string;
            /** Format: int64 */
            alg: number;
        };
        PasskeyChallenge: {
            signInId: string;
            publicKey: components["schemas"]["WebAuthnJson1"];
            /** Format: int64 */
            expiresIn: number;
        };
        PasswordChange: {
            currentPassword: string;
            newPassword: string;
        };
        PasswordProved: {
            passwordProof: string;
            /** Format: int64 */
            expiresIn: number;
        };
        PasswordShown: {
            password: string;
        };
        PasswordToken: {
            token: string;
            /** Format: int64 */
            expiresIn: number;
        };
        PendingEnrolment: {
            id: components["schemas"]["AuthenticatorId"];
            algorithm: components["schemas"]["TotpAlgorithm"];
            secret: string;
            otpauthUri: string;
            qrCode: string;
            /** Format: int64 */
            expiresIn: number;
        };
        PendingIdentifier: {
            identifierId: components["schemas"]["UUID"];
            channel: string;
            /** Format: int64 */
            codeExpiresIn: number;
        };
        PendingRegistration: {
            registrationId: components["schemas"]["UUID"];
            channel: string;
            /** Format: int64 */
            codeExpiresIn: number;
            sent: boolean;
            /** Format: int64 */
            sendsIn?: number | null;
            /** Format: int64 */
            resendAfter?: number | null;
            challenge?: components["schemas"]["AuthHumanChallenge"] | null;
            /** Format: int64 */
            registerAgainIn?: number | null;
        };
        PendingRemoval: {
            id: components["schemas"]["UUID"];
            method: components["schemas"]["Method"];
            factorId?: components["schemas"]["UUID"] | null;
            name: string;
            requestedAt: components["schemas"]["Instant"];
            takesEffectAt: components["schemas"]["Instant"];
        };
        PreparedFactor: {
            method: string;
            publicKey?: components["schemas"]["WebAuthnJson"][] | Record<string, never> | null;
        };
        /** @description Problem details (RFC 9457); `type` is urn:portcullis:problem:<slug> */
        Problem: {
            type: string;
            title: string;
            status: number;
            detail?: string;
            /** @description `invalid-fields`: which fields are wrong, and how */
            errors?: {
                field: string;
                message: string;
            }[];
            /** @description `unknown-field`: the fields that there are */
            known?: string[];
            /** @description `insufficient-user-authentication`: step up to one of these, with spaces between them */
            acrValues?: string;
            /** @description `insufficient-user-authentication`: how old the proof may be, in seconds */
            maxAge?: number;
            /** @description The factors that would do, where some would not */
            methods?: string[];
            /**
             * Format: date-time
             * @description `factor-not-settled`: when the factor is old enough
             */
            settledAt?: string;
            /**
             * Format: date-time
             * @description `settings-locked`: when the lock ends; absent until the customer has asked for unlocking
             */
            opensAt?: string;
            /**
             * Format: date-time
             * @description `last-factor-held`: until when
             */
            until?: string;
            /** @description Why a password or a phrase was refused, by a word of docs/problems.md */
            reason?: string;
            /** @description `password-refused`: 0 to 4 */
            strength?: number;
            /** @description `password-refused`: sentences to show */
            suggestions?: string[];
            /** @description `code-refused`: how often it may be tried again */
            triesLeft?: number;
            /** @description `code-refused`: how far the phone's clock is ahead */
            clockDriftSeconds?: number;
            /** @description `human-verification`: answer it and repeat the request with `humanProof` */
            challenge?: {
                [key: string]: unknown;
            };
            /** @description The same fault by its name in RFC 9449 */
            error?: string;
            /** @description `request-too-large`: how large a request may be */
            maxBytes?: number;
            /** @description `internal-error`: report it, with `requestId` */
            traceId?: string;
            /** @description `internal-error`: which request it was */
            requestId?: string;
        } & {
            [key: string]: unknown;
        };
        ProposedAction: {
            /** @example withdrawals */
            system: string;
            authorizationDetails: components["schemas"]["AuthorizationDetails"];
        };
        ProposedApiKey: {
            name: string;
            scopes: string[];
            networks?: string[] | null;
            publicKey?: string | null;
            /** @example 2027-01-31T00:00:00Z */
            expiresAt: string;
            statement: string;
        };
        ProvedIdentifier: {
            id: components["schemas"]["UUID"];
            type: string;
            value: string;
            verifiedAt: components["schemas"]["Instant"];
            primary: boolean;
        };
        PushSubscription: {
            id: string;
            endpoint: string;
            publicKey: string;
            createdAt: components["schemas"]["Instant"];
            seenAt: components["schemas"]["Instant"];
            current: boolean;
            device?: string | null;
        };
        PushSubscriptionKeys: {
            p256dh: string;
            auth: string;
        };
        PushSubscriptionWish: {
            endpoint: string;
            keys: components["schemas"]["PushSubscriptionKeys"];
            publicKey: string;
        };
        PushSubscriptions: {
            publicKey?: string | null;
            subscriptions: components["schemas"]["PushSubscription"][];
        };
        /** @enum {string} */
        Question: "hiding-place" | "broken-thing" | "unfinished-book" | "unsent-letter" | "first-fear" | "invented-game" | "lost-object" | "secret-word" | "bad-meal" | "missed-train";
        QuietHours: {
            from: string;
            to: string;
            zone: string;
        };
        RecoveryBalanceBands: {
            unit: string;
            atLeast: string[];
        };
        RecoveryBegunWayBack: {
            wayBack: string;
            step: string;
            methods: string[];
            /** Format: int64 */
            expiresIn: number;
        };
        RecoveryCase: {
            caseId: components["schemas"]["UUID"];
            state: string;
            openedAt: components["schemas"]["Instant"];
            waitEndsAt?: components["schemas"]["Instant"] | null;
            questionsOffered: components["schemas"]["OfferedQuestion"][];
            knowledgeOffered?: components["schemas"]["RecoveryKnowledgeOffer"] | null;
        };
        RecoveryCaseAnswers: {
            token: string;
            answers: components["schemas"]["SecurityAnswer"][];
        };
        RecoveryCaseFactor: {
            token: string;
            code: string;
        };
        RecoveryCaseToken: {
            token: string;
        };
        /** @description As POST /v1/accounts describes it */
        RecoveryHumanChallenge: {
            [key: string]: unknown;
        };
        RecoveryHumanVerificationNeeded: {
            /** @example urn:portcullis:problem:human-verification */
            type: string;
            title: string;
            /** Format: int32 */
            status: number;
            challenge: components["schemas"]["RecoveryHumanChallenge"];
        };
        RecoveryKnowledge: {
            token: string;
            lastSignIn?: string | null;
            balanceAtLeast?: string | null;
        };
        RecoveryKnowledgeOffer: {
            balanceBands?: components["schemas"]["RecoveryBalanceBands"] | null;
        };
        /** @enum {string} */
        RecoveryLoss: "second-factor" | "identifier" | "locked-account" | "trading-passphrase" | "compromised-account";
        RecoveryState: {
            next: string;
            methods: string[];
            expiresAt: components["schemas"]["Instant"];
        };
        RefreshForm: {
            grant_type: string;
            refresh_token?: string;
            scope?: string;
        };
        RegisteredCredential: {
            id: components["schemas"]["AuthenticatorId"];
            name: string;
            recoveryCodes: string[];
        };
        Registration: {
            registrationId: string;
            /** @example Key on my key ring */
            name?: string | null;
            credential: components["schemas"]["WebAuthnJson"];
        };
        Remaining: {
            /** Format: int32 */
            left: number;
            issuedAt?: components["schemas"]["Instant"] | null;
        };
        RemovalCancellation: {
            token: string;
        };
        RemovalRule: {
            method: components["schemas"]["Method"];
            acrValues: string;
            methods: components["schemas"]["Method"][];
        };
        /** @enum {string} */
        RequiredStrength: "aal2" | "phr";
        ResendRequest: {
            registrationId: components["schemas"]["UUID"];
            humanProof?: components["schemas"]["HumanProof"] | null;
        };
        /** @enum {string} */
        ResidentKey: "required" | "preferred";
        RestoreRequest: {
            token: string;
        };
        Rp: {
            id: string;
            name: string;
        };
        SecondFactorNeeded: {
            /** @enum {string} */
            status: "mfa";
            signInId: string;
            methods: string[];
            /** Format: int64 */
            expiresIn: number;
        };
        /** Format: password */
        Secret: string;
        SecurityAnswer: {
            question: components["schemas"]["Question"];
            answer: components["schemas"]["Secret"];
        };
        SecurityAnswers: {
            answers: components["schemas"]["SecurityAnswer"][];
        };
        SecurityCheckup: {
            score: components["schemas"]["SecurityScore"];
            items: components["schemas"]["SecurityCheckupItem"][];
        };
        SecurityCheckupItem: {
            /** @example second-factor */
            id: string;
            state: components["schemas"]["SecurityCheckupState"];
            why: string;
            next?: string | null;
            /** Format: int32 */
            points: number;
            /** Format: int32 */
            of: number;
        };
        /** @enum {string} */
        SecurityCheckupState: "attention" | "missing" | "improve" | "done";
        SecurityQuestions: {
            offered: components["schemas"]["OfferedQuestion"][];
            questions: string[];
            setAt?: components["schemas"]["Instant"] | null;
        };
        SecurityScore: {
            /** Format: int32 */
            points: number;
            /** Format: int32 */
            of: number;
            how: string;
        };
        Selection: {
            residentKey: string;
            requireResidentKey: boolean;
            userVerification: string;
        };
        ServerMetadata: {
            issuer: string;
            jwks_uri: string;
            token_endpoint: string;
            token_endpoint_auth_methods_supported: string[];
            revocation_endpoint: string;
            revocation_endpoint_auth_methods_supported: string[];
            introspection_endpoint: string;
            introspection_endpoint_auth_methods_supported: string[];
            grant_types_supported: string[];
            response_types_supported: string[];
            scopes_supported: string[];
            subject_types_supported: string[];
            id_token_signing_alg_values_supported: string[];
            dpop_signing_alg_values_supported: string[];
            acr_values_supported: string[];
            claims_supported: string[];
            portcullis_assurance_profile: string;
        };
        SessionDevice: {
            id: components["schemas"]["DeviceId"];
            name: string;
            kind: string;
        };
        /** Format: uuid */
        SessionId: string;
        SessionPage: {
            sessions: components["schemas"]["ShownSession"][];
            next?: string | null;
        };
        SettingsLock: {
            state: components["schemas"]["State"];
            /** Format: int32 */
            days?: number | null;
            lockedAt?: components["schemas"]["Instant"] | null;
            opensAt?: components["schemas"]["Instant"] | null;
        };
        SettingsLockWish: {
            /** Format: int32 */
            days: number;
        };
        ShownAgain: {
            /** @example totp */
            method: string;
            /** @example 123456 */
            code?: string | null;
            password?: string | null;
            credential?: components["schemas"]["WebAuthnJson1"] | null;
        };
        ShownFactor: {
            /** @example totp */
            method: string;
            /** @example 123456 */
            code?: string | null;
            credential?: components["schemas"]["WebAuthnJson1"] | null;
            trustDevice?: boolean | null;
        };
        ShownForApproval: {
            /** @example webauthn */
            method: string;
            /** @example 123456 */
            code?: string | null;
            credential?: components["schemas"]["WebAuthnJson1"] | null;
            /** @example 483920 */
            passphrase: string;
        };
        ShownPasskey: {
            signInId: string;
            credential: components["schemas"]["WebAuthnJson1"];
            deviceToken?: string | null;
            rememberMe?: boolean | null;
            tokensIn?: components["schemas"]["TokensIn"];
        };
        ShownPlace: {
            name: string;
            country?: string | null;
            city?: string | null;
        };
        ShownReason: {
            code: string;
            text: string;
        };
        ShownSession: {
            id: components["schemas"]["SessionId"];
            current: boolean;
            device: components["schemas"]["SessionDevice"];
            address?: string | null;
            place: components["schemas"]["ShownPlace"];
            acr: string;
            restricted: boolean;
            createdAt: components["schemas"]["Instant"];
            lastUsedAt: components["schemas"]["Instant"];
            expiresAt: components["schemas"]["Instant"];
            unusual: components["schemas"]["ShownReason"][];
        };
        SignIn: {
            id: components["schemas"]["UUID"];
            at: components["schemas"]["Instant"];
            /** @enum {string} */
            decision: "allowed" | "asked" | "blocked";
            device: string;
            kind: string;
            place: components["schemas"]["ShownPlace"];
            address?: string | null;
            reasons: components["schemas"]["ShownReason"][];
            /** Format: int32 */
            score?: number | null;
        };
        SignInAnswer: components["schemas"]["SignedIn"] | components["schemas"]["SecondFactorNeeded"] | components["schemas"]["ConfirmationNeeded"] | components["schemas"]["HumanVerificationStep"];
        SignInPage: {
            signIns: components["schemas"]["SignIn"][];
            next?: string | null;
        };
        SignInRequest: {
            /** @example ann@example.org */
            identifier: string;
            password: string;
            deviceToken?: string | null;
            rememberMe?: boolean | null;
            /** @enum {string|null} */
            tokensIn?: components["schemas"]["TokensIn"];
            restrictedSession?: boolean | null;
            humanProof?: components["schemas"]["HumanProof"] | null;
        };
        SignalAuthorizationScheme: {
            spec_urn: string;
        };
        SignalDelivery: {
            method: string;
            endpoint_url?: string | null;
            authorization_header?: string | null;
            push?: boolean;
        };
        SignalError: {
            err: string;
            description?: string | null;
        };
        SignalPoll: {
            /** Format: int32 */
            maxEvents?: number | null;
            returnImmediately?: boolean | null;
            ack?: string[] | null;
            setErrs?: {
                [key: string]: components["schemas"]["SignalError"];
            } | null;
        };
        SignalPolled: {
            sets: {
                [key: string]: string;
            };
            moreAvailable: boolean;
        };
        SignalStream: {
            stream_id?: string | null;
            iss?: string | null;
            aud?: string | null;
            events_supported?: string[] | null;
            events_requested?: string[] | null;
            events_delivered?: string[] | null;
            delivery?: components["schemas"]["SignalDelivery"] | null;
            /** Format: int64 */
            min_verification_interval?: number | null;
            description?: string | null;
        };
        SignalStreamStatus: {
            stream_id: string;
            status: string;
            reason?: string | null;
        };
        SignalTransmitter: {
            spec_version: string;
            issuer: string;
            jwks_uri: string;
            delivery_methods_supported: string[];
            configuration_endpoint: string;
            status_endpoint: string;
            verification_endpoint: string;
            authorization_schemes: components["schemas"]["SignalAuthorizationScheme"][];
            default_subjects: string;
        };
        SignalVerification: {
            stream_id: string;
            state?: string | null;
        };
        SignedIn: {
            /** @enum {string} */
            status: "complete";
            accessToken: string;
            tokenType: string;
            /** Format: int64 */
            expiresIn: number;
            refreshToken?: string | null;
            deviceToken?: string | null;
            sessionId: string;
            acr: string;
            amr: string[];
            /** Format: int64 */
            clockDriftSeconds?: number | null;
            deviceTrustedUntil?: components["schemas"]["Instant"] | null;
            restricted?: boolean | null;
            /** @enum {string|null} */
            next?: "enrol-second-factor" | null;
        };
        SmsEnrolment: {
            phoneNumber: string;
            simSwapNoticeRead: boolean;
            besideStronger?: boolean | null;
            locale?: string | null;
            passwordProof?: string | null;
        };
        /** @enum {string} */
        State: "open" | "locked" | "unlocking";
        StepUpBegun: {
            stepUpId: string;
            methods: string[];
            /** Format: int64 */
            expiresIn: number;
        };
        StepUpRequest: {
            acrValues?: components["schemas"]["AuthenticationClass"];
        };
        SteppedUp: {
            accessToken: string;
            tokenType: string;
            /** Format: int64 */
            expiresIn: number;
            acr: string;
            amr: string[];
        };
        TokenAnswer: {
            access_token: string;
            token_type: string;
            /** Format: int64 */
            expires_in: number;
            refresh_token?: string | null;
            scope: string;
        };
        TokenForm: {
            token: string;
        };
        /** @enum {string} */
        TokensIn: "body" | "cookies";
        /** @enum {string} */
        TotpAlgorithm: "SHA1" | "SHA256" | "SHA512";
        TradingPassphraseChange: {
            passphrase: string;
        };
        /** @enum {string} */
        TradingPassphraseStanding: "not-set" | "ready" | "cooling" | "stopped";
        TradingPassphraseState: {
            state: components["schemas"]["TradingPassphraseStanding"];
            changedAt?: components["schemas"]["Instant"] | null;
            coolingUntil?: components["schemas"]["Instant"] | null;
        };
        TypedCode: {
            resetId: string;
            code: string;
        };
        /** Format: uuid */
        UUID: string;
        User: {
            id: string;
            name: string;
            displayName: string;
        };
        WaitingClosure: {
            closesAt: components["schemas"]["Instant"];
        };
        WaitingRemoval: {
            removalId: components["schemas"]["UUID"];
            takesEffectAt: components["schemas"]["Instant"];
        };
        WantedFactor: {
            /** @example webauthn */
            method?: string | null;
        };
        /** @description As WebAuthn L3 §5.1 and §5.10 write it */
        WebAuthnJson: {
            [key: string]: unknown;
        };
        /** @description As WebAuthn L3 §5.1 and §5.10 write it */
        WebAuthnJson1: {
            [key: string]: unknown;
        };
        WithdrawalLock: {
            state: components["schemas"]["WithdrawalLockState"];
            /** @enum {string|null} */
            kind?: components["schemas"]["WithdrawalLockKind"];
            lockedAt?: components["schemas"]["Instant"] | null;
            opensAt?: components["schemas"]["Instant"] | null;
        };
        /** @enum {string} */
        WithdrawalLockKind: "soft" | "strict";
        /** @enum {string} */
        WithdrawalLockState: "open" | "locked";
        WithdrawalLockWish: {
            /** Format: int32 */
            days: number;
            kind: components["schemas"]["WithdrawalLockKind"];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    changePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description There */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    jwks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A JWK Set */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: unknown[];
                    };
                };
            };
            /** @description Still the one with the entity tag of If-None-Match */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    oauthAuthorizationServer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerMetadata"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openidConfiguration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ServerMetadata"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    securityTxt: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Contacts */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": unknown;
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    ssfConfiguration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalTransmitter"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    check: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The token is valid and its session lives, or the request is signed with an API key that counts. What does not apply is empty */
            200: {
                headers: {
                    "X-Portcullis-Account"?: string;
                    "X-Portcullis-Session"?: string;
                    "X-Portcullis-Acr"?: string;
                    "X-Portcullis-Amr"?: string;
                    "X-Portcullis-Scope"?: string;
                    "X-Portcullis-Api-Key"?: string;
                    "X-Portcullis-Content-Digest"?: string;
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Neither a valid token nor a right signature; `WWW-Authenticate` is for the client (RFC 6750 §3) */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A rule for the path wants another scope, or nobody can say which rule fits */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Revocations are not known yet, or nobody can say whether a signature was used before */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reportMail: {
        parameters: {
            query?: never;
            header?: {
                "webhook-id"?: string;
                "webhook-signature"?: string;
                "webhook-timestamp"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MailReport"];
                "message/rfc822": string;
            };
        };
        responses: {
            /** @description The report was taken */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    introspectToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["TokenForm"];
            };
        };
        responses: {
            /** @description Active or not */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Introspection"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeToken: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["TokenForm"];
            };
        };
        responses: {
            /** @description The token is of no use any more, if it ever was */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Refused (RFC 6749 §5.2) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthError"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    refreshToken: {
        parameters: {
            query?: never;
            header?: {
                /** @description A proof of the key that the tokens are to be bound to, or are (RFC 9449) */
                DPoP?: string;
                "User-Agent"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["RefreshForm"];
            };
        };
        responses: {
            /** @description New tokens */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TokenAnswer"];
                };
            };
            /** @description Refused (RFC 6749 §5.2) */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OAuthError"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signalKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A JWK Set */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: unknown[];
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pollSignals: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                stream: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignalPoll"];
            };
        };
        responses: {
            /** @description The oldest ones that wait */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalPolled"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSignalStreamStatus: {
        parameters: {
            query?: {
                stream_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its status */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalStreamStatus"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateSignalStreamStatus: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignalStreamStatus"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalStreamStatus"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    readSignalStreams: {
        parameters: {
            query?: {
                stream_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A stream, or a list */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalStream"] | components["schemas"]["SignalStream"][];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    replaceSignalStream: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignalStream"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalStream"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSignalStream: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignalStream"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalStream"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteSignalStream: {
        parameters: {
            query?: {
                stream_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Deleted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateSignalStream: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignalStream"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignalStream"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifySignalStream: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignalVerification"];
            };
        };
        responses: {
            /** @description It is on its way */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAccount: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountView"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showClosure: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The time runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingClosure"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askClosure: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ClosureWish"];
            };
        };
        responses: {
            /** @description The time runs */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingClosure"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelClosure: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It stays */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listExports: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportList"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    askExport: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It waits */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportView"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UUID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Its state */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExportView"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UUID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nobody fetches it any more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadExport: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: components["schemas"]["UUID"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive, as the schema of account exports describes it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        [key: string]: unknown;
                    };
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addIdentifier: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewIdentifier"];
            };
        };
        responses: {
            /** @description A code is on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingIdentifier"];
                };
            };
            /** @description Refused, or human-verification: repeat with the proof */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["AuthHumanVerificationNeeded"] | components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    restoreIdentifiers: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RestoreRequest"];
            };
        };
        responses: {
            /** @description Taken back */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeIdentifier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is removed, and kept from others for 72 hours */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    makeIdentifierPrimary: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is the primary one */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyIdentifier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IdentifierProof"];
            };
        };
        responses: {
            /** @description It is the account's */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProvedIdentifier"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeOwnPassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    provePassword: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordShown"];
            };
        };
        responses: {
            /** @description Proved */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordProved"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerAccount: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthRegistrationRequest"];
            };
        };
        responses: {
            /** @description A code is on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingRegistration"];
                };
            };
            /** @description Refused, or human-verification: repeat with the proof */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["AuthHumanVerificationNeeded"] | components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    sendHumanCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["HumanCodeRequest"];
            };
        };
        responses: {
            /** @description A mail is on its way, if the address is right */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HumanCodeSent"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    resendRegistrationCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ResendRequest"];
            };
        };
        responses: {
            /** @description Noted; `sent` says whether a code is on its way */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingRegistration"];
                };
            };
            /** @description Refused, or human-verification: repeat with the proof */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["AuthHumanVerificationNeeded"] | components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyRegistration: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeProof"];
            };
        };
        responses: {
            /** @description The account is active */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivatedAccount"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listActivity: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description The display name of the device */
                device?: string;
                /** @description Not before then (RFC 3339) */
                from?: string;
                /** @description A `type` to show; may be there several times */
                kind?: string[];
                limit?: number;
                /** @description Before then (RFC 3339) */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proveActivity: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The proof */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActivityProof"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAddressBook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The book */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressBook"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addAddressBookEntry: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewAddressBookEntry"];
            };
        };
        responses: {
            /** @description This approval put it there before */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressBookEntry"];
                };
            };
            /** @description It is in the book */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddressBookEntry"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setBookOnly: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BookOnlySwitch"];
            };
        };
        responses: {
            /** @description How it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookOnlyMode"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelBookOnlySwitchOff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description How it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BookOnlyMode"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeAddressBookEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAlerts: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                /** @description The display name of the device */
                device?: string;
                /** @description Not before then (RFC 3339) */
                from?: string;
                /** @description A `type` to show; may be there several times */
                kind?: string[];
                limit?: number;
                /** @description Before then (RFC 3339) */
                to?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AlertPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    markAlertsRead: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AlertsSeen"];
            };
        };
        responses: {
            /** @description Marked */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    streamAlerts: {
        parameters: {
            query?: {
                /** @description As `Last-Event-ID`, for the first connection */
                after?: string;
            };
            header?: {
                /** @description `id` of the last event that was heard */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": components["schemas"]["OutboundSseEvent"][];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    markAlertRead: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Marked, now or before */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followAlertLink: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page that freezes the account, or cancels the recovery case */
            303: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAntiPhishingCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AntiPhishingCodeStatus"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setAntiPhishingCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AntiPhishingCodeWish"];
            };
        };
        responses: {
            /** @description Set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeAntiPhishingCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No phrase is set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyList"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposedApiKey"];
            };
        };
        responses: {
            /** @description It counts from now on */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    disableAllApiKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description None counts */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeLeakedApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LeakedApiKey"];
            };
        };
        responses: {
            /** @description It counts no more, if it ever did */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The key */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It counts no more */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyUpdate"];
            };
        };
        responses: {
            /** @description As it is now */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKey"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApprovals: {
        parameters: {
            query?: {
                /** @description `next` of the page before */
                after?: string;
                limit?: number;
                /** @description `open` for those that wait for the customer alone */
                state?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    proposeApproval: {
        parameters: {
            query?: never;
            header?: {
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProposedAction"];
            };
        };
        responses: {
            /** @description It waits for the customer; a repeated request gets the same one */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The approval */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Approval"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    approveAction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShownForApproval"];
            };
        };
        responses: {
            /** @description Approved: its system may execute it once, within minutes */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GivenApproval"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    prepareApproval: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WantedFactor"];
            };
        };
        responses: {
            /** @description What is needed to show the factor */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApprovalChallenge"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    declineAction: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Decline"];
            };
        };
        responses: {
            /** @description Declined */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDevices: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DevicePage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    forgetDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Forgotten */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    changeDevice: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeviceUpdate"];
            };
        };
        responses: {
            /** @description Changed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listHolds: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HoldList"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMessageState: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageState"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSecondFactors: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Overview"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enrolEmailCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmailEnrolment"];
            };
        };
        responses: {
            /** @description A code is on its way; an older address stays until it comes back */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeEmailCodes: {
        parameters: {
            query?: {
                wait?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It waits, because no settled factor confirmed it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingRemoval"];
                };
            };
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmEmailCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeConfirmation"];
            };
        };
        responses: {
            /** @description From now on it is a second factor */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmedAddress"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Remaining"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    issueRecoveryCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new codes, shown this once */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IssuedCodes"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    keepSecondFactor: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Cancelled */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    enrolSmsCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SmsEnrolment"];
            };
        };
        responses: {
            /** @description A code is on its way; an older number stays until it comes back */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CodeSent"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeSmsCodes: {
        parameters: {
            query?: {
                wait?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It waits, because no settled factor confirmed it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingRemoval"];
                };
            };
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmSmsCodes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CodeConfirmation"];
            };
        };
        responses: {
            /** @description From now on it is a second factor */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmedAddress"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginAuthenticatorApp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Enrolment"];
            };
        };
        responses: {
            /** @description The secret to put into the app */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PendingEnrolment"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmAuthenticatorApp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthenticatorConfirmation"];
            };
        };
        responses: {
            /** @description From now on sign-in asks for it */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConfirmedAuthenticator"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeAuthenticatorApp: {
        parameters: {
            query?: {
                wait?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It waits, because no settled factor confirmed it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingRemoval"];
                };
            };
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSecurityKeys: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Credentials"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    registerSecurityKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Registration"];
            };
        };
        responses: {
            /** @description From now on sign-in asks for it */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RegisteredCredential"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginSecurityKey: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MfaRegistrationRequest"];
            };
        };
        responses: {
            /** @description Options for the authenticator */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BegunRegistration"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeSecurityKey: {
        parameters: {
            query?: {
                wait?: boolean;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It waits, because no settled factor confirmed it */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WaitingRemoval"];
                };
            };
            /** @description Removed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    renameSecurityKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewName"];
            };
        };
        responses: {
            /** @description Renamed */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getNotificationPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NotificationPreferences"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setNotificationPreferences: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NotificationPreferencesWish"];
            };
        };
        responses: {
            /** @description Chosen */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPushSubscriptions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PushSubscriptions"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    subscribeToPushes: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PushSubscriptionWish"];
            };
        };
        responses: {
            /** @description Subscribed, now or before */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endPushSubscription: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerSecurityQuestions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoveryCaseAnswers"];
            };
        };
        responses: {
            /** @description Noted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showOldFactor: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoveryCaseFactor"];
            };
        };
        responses: {
            /** @description Noted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    stateAccountKnowledge: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoveryKnowledge"];
            };
        };
        responses: {
            /** @description Noted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openRecoveryCase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewCase"];
            };
        };
        responses: {
            /** @description Opened */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedCase"];
                };
            };
            /** @description human-verification: repeat with the proof */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RecoveryHumanVerificationNeeded"] | components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelRecoveryCase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseCancellation"];
            };
        };
        responses: {
            /** @description The case is cancelled */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    addRecoveryEvidence: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewRecoveryEvidence"];
            };
        };
        responses: {
            /** @description Added */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AddedRecoveryEvidence"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inspectRecoveryCase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoveryCaseToken"];
            };
        };
        responses: {
            /** @description Where it stands */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryCase"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    claimRecoveryLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoveryCaseToken"];
            };
        };
        responses: {
            /** @description The token of the link */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ClaimedRecoveryLink"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    openOwnRecoveryCase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OwnRecoveryLoss"];
            };
        };
        responses: {
            /** @description Opened */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedCase"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    submitRecoveryCase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RecoveryCaseToken"];
            };
        };
        responses: {
            /** @description It waits for review */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    reportCompromise: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The account is frozen */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    freezeByLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FreezeRequest"];
            };
        };
        responses: {
            /** @description The account is frozen */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setPasswordByLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description The new password is set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    requestPasswordLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ForgottenPassword"];
            };
        };
        responses: {
            /** @description Noted */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Acknowledged"];
                };
            };
            /** @description human-verification: repeat with the proof */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["RecoveryHumanVerificationNeeded"] | components["schemas"]["Problem"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    redeemPasswordCode: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TypedCode"];
            };
        };
        responses: {
            /** @description It is right, and used up */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordToken"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    inspectPasswordLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Link"];
            };
        };
        responses: {
            /** @description It does */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LiveLink"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelRemovalsByLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RemovalCancellation"];
            };
        };
        responses: {
            /** @description None waits any more that the alert knew of */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSecurityQuestions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecurityQuestions"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setSecurityQuestions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecurityAnswers"];
            };
        };
        responses: {
            /** @description Set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeSecurityQuestions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description None is set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recoveryState: {
        parameters: {
            query?: never;
            header?: {
                "Way-Back"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The next step */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryState"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginWayBack: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BackByLink"];
            };
        };
        responses: {
            /** @description Begun */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RecoveryBegunWayBack"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    showWayBackFactor: {
        parameters: {
            query?: never;
            header?: {
                "Way-Back"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["OldFactor"];
            };
        };
        responses: {
            /** @description It is right */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    prepareWayBackFactor: {
        parameters: {
            query?: never;
            header?: {
                "Way-Back"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FactorPreparation"];
            };
        };
        responses: {
            /** @description Ready */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreparedFactor"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAccountItems: {
        parameters: {
            query?: never;
            header?: {
                "Way-Back"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All that is there */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountItems"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    answerAccountItem: {
        parameters: {
            query?: never;
            header?: {
                "Way-Back"?: string;
            };
            path: {
                id: string;
                kind: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ItemAnswer"];
            };
        };
        responses: {
            /** @description Noted, or taken away */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setPasswordAfterFreeze: {
        parameters: {
            query?: never;
            header?: {
                "Way-Back"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["NewPasswordAfterFreeze"];
            };
        };
        responses: {
            /** @description It is set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unfreeze: {
        parameters: {
            query?: never;
            header?: {
                "Way-Back"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Sign-ins are accepted again */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSecurityCheckup: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The check-up */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SecurityCheckup"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSessions: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeOtherSessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended, if there were any */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeSession: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSettingsLock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lock */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsLock"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lockSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SettingsLockWish"];
            };
        };
        responses: {
            /** @description Locked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsLock"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unlockSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The clock runs */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsLock"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelUnlocking: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lock stays on */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SettingsLock"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signIn: {
        parameters: {
            query?: never;
            header?: {
                /** @description A proof of the key that the tokens are to be bound to (RFC 9449) */
                DPoP?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInRequest"];
            };
        };
        responses: {
            /** @description Through, or asked for more */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInAnswer"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginPasskeySignIn: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthPasskeyRequest"];
            };
        };
        responses: {
            /** @description What the browser needs to ask for the passkey */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasskeyChallenge"] | components["schemas"]["HumanVerificationStep"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyPasskeySignIn: {
        parameters: {
            query?: never;
            header?: {
                /** @description A proof of the key that the tokens are to be bound to (RFC 9449) */
                DPoP?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShownPasskey"];
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignedIn"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    challengeSignIn: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthChallengeRequest"];
            };
        };
        responses: {
            /** @description What is needed to show the factor */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChallengeAnswer"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifySignIn: {
        parameters: {
            query?: never;
            header?: {
                /** @description A proof of the key that the tokens are to be bound to (RFC 9449) */
                DPoP?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShownFactor"];
            };
        };
        responses: {
            /** @description Through, or asked for more */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInAnswer"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listSignIns: {
        parameters: {
            query?: {
                after?: string;
                limit?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignInPage"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signOut: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    beginStepUp: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["StepUpRequest"];
            };
        };
        responses: {
            /** @description Begun */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["StepUpBegun"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    challengeStepUp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuthChallengeRequest"];
            };
        };
        responses: {
            /** @description What is needed to show the factor */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChallengeAnswer"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    verifyStepUp: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ShownAgain"];
            };
        };
        responses: {
            /** @description The session is raised for a while */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SteppedUp"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getTradingPassphrase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TradingPassphraseState"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    setTradingPassphrase: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TradingPassphraseChange"];
            };
        };
        responses: {
            /** @description Set */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getWithdrawalLock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The lock */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WithdrawalLock"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    lockWithdrawals: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WithdrawalLockWish"];
            };
        };
        responses: {
            /** @description Locked */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WithdrawalLock"];
                };
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    liftWithdrawalLock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Lifted */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description A problem */
            default: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
}
