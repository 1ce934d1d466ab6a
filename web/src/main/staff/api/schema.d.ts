// docs/openapi-support.json, SHA-256 b2d9d5a7f629beb3e7f7210e086df9241f62623054425fdbfc1c24d387c22dd8
export interface paths {
    "/v1/support/accounts/find": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Find one account by an exact identifier
         * @description The answer masks every address. A search that finds nothing counts like one that does.
         */
        post: operations["findAccountForStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/accounts/{account}/end-sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * End every session of the account
         * @description The customer is told, and can sign in again.
         */
        post: operations["endSessions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/accounts/{account}/lock": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lock the account
         * @description Nobody can sign in, sessions end, API keys are disabled. Approvals, removals of factors and a closing that wait are void. The
         *     customer is told how to unlock it.
         */
        post: operations["lockAccount"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/accounts/{account}/overview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Standing, holds, open recovery cases, and what the staff did so far
         * @description Nothing shortens a hold.
         */
        post: operations["readOverviewForStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/accounts/{account}/sign-ins": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What was decided about the account's sign-ins, and why
         * @description Newest first. The caller must have found the account within the last eight hours.
         */
        post: operations["readSignInsForStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/accounts/{account}/timeline": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What happened to the account, the newest first
         * @description Sign-ins and their risk reasons, changes, holds, cases, freezes and locks, and what the staff did. Codes and moments alone: no
         *     address, no name of a device. Empty once the account is closed.
         */
        post: operations["readTimelineForStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * All entries that a search finds, a JSON object a line
         * @description The newest first. The last line says how many there were: a file without it was cut off. It proves nothing by itself: `./portcullis audit verify` checks the export of the whole log.
         */
        post: operations["exportAuditForStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/audit/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Entries of the audit trail, the newest first
         * @description Of one account, or of all within seven days. The owner of an account that is named sees the search among the activity.
         */
        post: operations["searchAuditForStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/cases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Open a recovery case for a customer who called
         * @description The answer is the same whether or not there is such an account. You can't decide on a case that you opened.
         */
        post: operations["openCaseForCustomer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/cases/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Cases that wait for a decision, the oldest first */
        post: operations["listCasesForStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/cases/{case}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The second decision, by another person
         * @description You can't confirm what you proposed, nor decide on a case that you opened, nor on one of a customer whom you dealt with in the last seven days.
         */
        post: operations["confirmDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/cases/{case}/evidence": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * What the claimant sent, the oldest first
         * @description Until the case is over.
         */
        post: operations["listEvidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/cases/{case}/evidence/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One file that the claimant sent
         * @description Until the case is over. It is meant to be saved, not shown in place.
         */
        post: operations["fetchEvidence"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/cases/{case}/object": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The second person does not agree
         * @description The case waits for a first decision again.
         */
        post: operations["objectToDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/cases/{case}/propose": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The first decision on a case
         * @description Nothing happens by it until another person confirms it.
         */
        post: operations["proposeDecision"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/cases/{case}/show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One case
         * @description Opens its account to you for eight hours, without making you a contact of the customer.
         */
        post: operations["showCaseForStaff"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who you are at the support desk, and what you may do */
        get: operations["showStaffSelf"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/unlocks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Propose to unlock an account that the staff locked
         * @description Nothing happens by it until another person confirms it within a day. A freeze of the owner can't be lifted here.
         */
        post: operations["proposeUnlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/unlocks/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Proposals that wait for a decision, the oldest first */
        post: operations["listUnlocks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/unlocks/{unlock}/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The second person agrees: the account is unlocked
         * @description You can't confirm what you proposed, nor for a customer whom you dealt with in the last seven days. Withdrawals are held, API
         *     keys stay disabled.
         */
        post: operations["confirmUnlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/unlocks/{unlock}/refuse": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The second person does not agree
         * @description The account stays locked.
         */
        post: operations["refuseUnlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/unlocks/{unlock}/show": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * One proposal
         * @description Opens its account to you for eight hours, without making you a contact of the customer.
         */
        post: operations["showUnlock"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/webhooks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register a receiver of webhooks
         * @description Its host must be one of `portcullis.webhooks.hosts`. The secret is shown this once.
         */
        post: operations["registerDeskWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/webhooks/list": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** The receivers of webhooks, and how they do */
        post: operations["listDeskWebhooks"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/webhooks/{webhook}/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * The latest 100 deliveries to a receiver, the newest first
         * @description Each with its last answer. Whom an event is about is not shown.
         */
        post: operations["listDeskWebhookDeliveries"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/webhooks/{webhook}/deliveries/{event}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send one event to a receiver again
         * @description Whatever became of it. A receiver that is paused or disabled gets it when it is resumed.
         */
        post: operations["replayDeskWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/webhooks/{webhook}/pause": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send nothing to a receiver until it is resumed
         * @description What happens meanwhile waits.
         */
        post: operations["pauseDeskWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/webhooks/{webhook}/remove": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Remove a receiver, and what it was still to hear */
        post: operations["removeDeskWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/webhooks/{webhook}/resume": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Send to a receiver again that was paused or disabled
         * @description It gets what it missed.
         */
        post: operations["resumeDeskWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/support/webhooks/{webhook}/secret": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Give a receiver a new secret
         * @description It is shown this once. For 24 hours calls are signed with the old one, too.
         */
        post: operations["renewDeskWebhookSecret"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        AccountCall: {
            reason: components["schemas"]["Reason"];
            ticket?: string | null;
        };
        /** Format: uuid */
        AccountId: string;
        AccountOverview: {
            calls: components["schemas"]["StaffCall"][];
            cases: components["schemas"]["ShownCase"][];
            holds: components["schemas"]["DeskHold"][];
            standing: components["schemas"]["Standing"];
        };
        AccountSearch: {
            identifier: string;
            reason: components["schemas"]["Reason"];
            ticket?: string | null;
        };
        AuditEntry: {
            account: components["schemas"]["UUID"];
            content: unknown;
            erased: boolean;
            event: components["schemas"]["UUID"];
            time: components["schemas"]["Instant"];
            type: string;
        };
        AuditExport: {
            accountId?: components["schemas"]["AccountId"] | null;
            from?: string | null;
            kinds?: string[] | null;
            reason: components["schemas"]["Reason"];
            ticket?: string | null;
            to?: string | null;
        };
        AuditPage: {
            entries: components["schemas"]["AuditEntry"][];
            next?: string | null;
        };
        AuditSearch: {
            accountId?: components["schemas"]["AccountId"] | null;
            after?: string | null;
            from?: string | null;
            kinds?: string[] | null;
            /** Format: int32 */
            limit?: number | null;
            reason: components["schemas"]["Reason"];
            ticket?: string | null;
            to?: string | null;
        };
        CaseForCustomer: {
            identifier: string;
            loss: components["schemas"]["Loss"];
            reason: components["schemas"]["Reason"];
            ticket?: string | null;
        };
        CasePage: {
            cases: components["schemas"]["ListedCase"][];
            next?: components["schemas"]["UUID"] | null;
        };
        CaseWanted: {
            reason: components["schemas"]["Reason"];
            ticket?: string | null;
        };
        CasesWanted: {
            after?: components["schemas"]["UUID"] | null;
            /** Format: int32 */
            limit?: number | null;
            reason: components["schemas"]["Reason"];
        };
        /** @enum {string} */
        Decision: "approve" | "reject";
        Decisions: {
            first?: components["schemas"]["ShownOpinion"] | null;
            highRisk: boolean;
            second?: components["schemas"]["ShownOpinion"] | null;
        };
        DeskHold: {
            reason: string;
            scope: string[];
            since: components["schemas"]["Instant"];
            until: components["schemas"]["Instant"];
        };
        EvidenceList: {
            evidence: components["schemas"]["ShownEvidence"][];
        };
        Fact: {
            name: string;
            values: string[];
        };
        FirstDecision: {
            decision: components["schemas"]["Decision"];
            reason: components["schemas"]["Reason"];
            risk: components["schemas"]["SeenRisk"];
            words: string;
        };
        FoundAccount: {
            accountId: components["schemas"]["AccountId"];
            createdAt: components["schemas"]["Instant"];
            identifiers: components["schemas"]["MaskedIdentifier"][];
            status: string;
        };
        /**
         * Format: date-time
         * @example 2022-03-10T16:15:50Z
         */
        Instant: string;
        ListedCase: {
            caseId: components["schemas"]["UUID"];
            loss: string;
            openedAt: components["schemas"]["Instant"];
            state: string;
            yours: boolean;
        };
        ListedUnlock: {
            endsAt: components["schemas"]["Instant"];
            proposedAt: components["schemas"]["Instant"];
            unlockId: components["schemas"]["UUID"];
            yours: boolean;
        };
        Lock: {
            reason: string;
            since: components["schemas"]["Instant"];
            /** Format: int32 */
            version: number;
        };
        /** @enum {string} */
        Loss: "second-factor" | "identifier" | "locked-account" | "trading-passphrase" | "compromised-account";
        MaskedIdentifier: {
            masked: string;
            primary: boolean;
            type: string;
            verifiedAt: components["schemas"]["Instant"];
        };
        Objection: {
            reason: components["schemas"]["Reason"];
            words: string;
        };
        OpenedForCustomer: {
            caseId: components["schemas"]["UUID"];
            claimToken: string;
            evidenceUntil: components["schemas"]["Instant"];
        };
        Place: {
            name: string;
        };
        /** @description Problem details (RFC 9457); `type` is urn:portcullis:problem:<slug> */
        Problem: {
            /** @description `insufficient-user-authentication`: step up to one of these, with spaces between them */
            acrValues?: string;
            /** @description `human-verification`: answer it and repeat the request with `humanProof` */
            challenge?: {
                [key: string]: unknown;
            };
            /** @description `code-refused`: how far the phone's clock is ahead */
            clockDriftSeconds?: number;
            detail?: string;
            /** @description The same fault by its name in RFC 9449 */
            error?: string;
            /** @description `invalid-fields`: which fields are wrong, and how */
            errors?: {
                field: string;
                message: string;
            }[];
            /** @description `unknown-field`: the fields that there are */
            known?: string[];
            /** @description `insufficient-user-authentication`: how old the proof may be, in seconds */
            maxAge?: number;
            /** @description `request-too-large`: how large a request may be */
            maxBytes?: number;
            /** @description The factors that would do, where some would not */
            methods?: string[];
            /**
             * Format: date-time
             * @description `settings-locked`: when the lock ends; absent until the customer has asked for unlocking
             */
            opensAt?: string;
            /** @description Why a password or a phrase was refused, by a word of docs/problems.md */
            reason?: string;
            /** @description `internal-error`: which request it was */
            requestId?: string;
            /**
             * Format: date-time
             * @description `factor-not-settled`: when the factor is old enough
             */
            settledAt?: string;
            status: number;
            /** @description `password-refused`: 0 to 4 */
            strength?: number;
            /** @description `password-refused`: sentences to show */
            suggestions?: string[];
            title: string;
            /** @description `internal-error`: report it, with `requestId` */
            traceId?: string;
            /** @description `code-refused`: how often it may be tried again */
            triesLeft?: number;
            type: string;
            /**
             * Format: date-time
             * @description `last-factor-held`: until when
             */
            until?: string;
        } & {
            [key: string]: unknown;
        };
        RationsLeft: {
            /** Format: int32 */
            acts: number;
            /** Format: int32 */
            decisions: number;
            /** Format: int32 */
            reads: number;
        };
        /** @enum {string} */
        Reason: "customer-contact" | "security-alert" | "fraud-report" | "case-review" | "legal-request" | "quality-check" | "operations";
        RiskReason: {
            code: string;
            text: string;
        };
        SecondDecision: {
            decision: components["schemas"]["Decision"];
            reason: components["schemas"]["Reason"];
            words: string;
        };
        /** @enum {string} */
        SeenRisk: "standard" | "high";
        Self: {
            leftThisHour: components["schemas"]["RationsLeft"];
            operations: string[];
            person: string;
            roles: string[];
        };
        ShownCase: {
            account: string;
            answers?: string | null;
            caseId: components["schemas"]["UUID"];
            decisions: components["schemas"]["Decisions"];
            loss: string;
            openedAt: components["schemas"]["Instant"];
            openedBy?: string | null;
            signals: components["schemas"]["ShownSignals"];
            state: string;
            waitEndsAt?: components["schemas"]["Instant"] | null;
        };
        ShownEvidence: {
            addedAt: components["schemas"]["Instant"];
            evidenceId: components["schemas"]["UUID"];
            kind: string;
            mediaType: string;
            /** Format: int32 */
            size: number;
        };
        ShownOpinion: {
            at: components["schemas"]["Instant"];
            person: string;
            words: string;
        };
        ShownSignals: {
            balance?: string | null;
            factor?: string | null;
            lastSignIn?: string | null;
            openedFrom: string;
        };
        SignIn: {
            at: components["schemas"]["Instant"];
            decision: string;
            device: string;
            id: components["schemas"]["UUID"];
            place: components["schemas"]["Place"];
            reasons: components["schemas"]["RiskReason"][];
            /** Format: int32 */
            score?: number | null;
        };
        SignIns: {
            next?: string | null;
            signIns: components["schemas"]["SignIn"][];
        };
        SignInsWanted: {
            after?: string | null;
            /** Format: int32 */
            limit?: number | null;
            reason: components["schemas"]["Reason"];
            ticket?: string | null;
        };
        StaffCall: {
            at: components["schemas"]["Instant"];
            operation: string;
            person: string;
            reason: string;
            ticket?: string | null;
        };
        Standing: {
            closed: boolean;
            closesAt?: components["schemas"]["Instant"] | null;
            frozen: boolean;
            lock?: components["schemas"]["Lock"] | null;
            status: string;
        };
        TimelineEntry: {
            at: components["schemas"]["Instant"];
            facts: components["schemas"]["Fact"][];
            id: components["schemas"]["UUID"];
            type: string;
        };
        TimelinePage: {
            entries: components["schemas"]["TimelineEntry"][];
            next?: components["schemas"]["UUID"] | null;
        };
        TimelineWanted: {
            after?: components["schemas"]["UUID"] | null;
            /** Format: int32 */
            limit?: number | null;
            reason: components["schemas"]["Reason"];
            ticket?: string | null;
        };
        /** Format: uuid */
        UUID: string;
        UnlockCall: {
            reason: components["schemas"]["Reason"];
            ticket?: string | null;
        };
        UnlockDecision: {
            reason: components["schemas"]["Reason"];
            words: string;
        };
        UnlockPage: {
            next?: components["schemas"]["UUID"] | null;
            unlocks: components["schemas"]["ListedUnlock"][];
        };
        UnlockProposal: {
            account: string;
            endsAt: components["schemas"]["Instant"];
            /** Format: int32 */
            lockVersion: number;
            proposedAt: components["schemas"]["Instant"];
            proposedBy: string;
            reason: string;
            unlockId: components["schemas"]["UUID"];
            words?: string | null;
        };
        UnlockWanted: {
            accountId: string;
            reason: components["schemas"]["Reason"];
            ticket?: string | null;
            words: string;
        };
        UnlocksWanted: {
            after?: components["schemas"]["UUID"] | null;
            /** Format: int32 */
            limit?: number | null;
            reason: components["schemas"]["Reason"];
        };
        Webhook: {
            id: components["schemas"]["UUID"];
            since: components["schemas"]["Instant"];
            state: string;
            types: string[];
            url: string;
        };
        WebhookCall: {
            reason: components["schemas"]["Reason"];
            ticket?: string | null;
        };
        WebhookDeliveriesWanted: {
            reason: components["schemas"]["Reason"];
            state?: string | null;
            ticket?: string | null;
        };
        WebhookDelivery: {
            answer?: string | null;
            /** Format: int32 */
            attempts: number;
            eventId: components["schemas"]["UUID"];
            queuedAt: components["schemas"]["Instant"];
            state: string;
            type: string;
        };
        WebhookDeliveryList: {
            deliveries: components["schemas"]["WebhookDelivery"][];
        };
        WebhookList: {
            webhooks: components["schemas"]["Webhook"][];
        };
        WebhookSecret: {
            id: components["schemas"]["UUID"];
            secret: string;
        };
        WebhookWanted: {
            reason: components["schemas"]["Reason"];
            ticket?: string | null;
            types?: string[] | null;
            url: string;
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
    findAccountForStaff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountSearch"];
            };
        };
        responses: {
            /** @description The account */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["FoundAccount"];
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
    endSessions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountCall"];
            };
        };
        responses: {
            /** @description Done, now or before */
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
    lockAccount: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountCall"];
            };
        };
        responses: {
            /** @description Done, now or before */
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
    readOverviewForStaff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AccountCall"];
            };
        };
        responses: {
            /** @description The overview */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AccountOverview"];
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
    readSignInsForStaff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SignInsWanted"];
            };
        };
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SignIns"];
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
    readTimelineForStaff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                account: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TimelineWanted"];
            };
        };
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TimelinePage"];
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
    exportAuditForStaff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuditExport"];
            };
        };
        responses: {
            /** @description The entries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/x-ndjson": string;
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
    searchAuditForStaff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["AuditSearch"];
            };
        };
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuditPage"];
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
    openCaseForCustomer: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseForCustomer"];
            };
        };
        responses: {
            /** @description Opened */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenedForCustomer"];
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
    listCasesForStaff: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CasesWanted"];
            };
        };
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CasePage"];
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
    confirmDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SecondDecision"];
            };
        };
        responses: {
            /** @description What was proposed happens now; an approved case begins its wait */
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
    listEvidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseWanted"];
            };
        };
        responses: {
            /** @description Its files */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvidenceList"];
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
    fetchEvidence: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case: string;
                file: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseWanted"];
            };
        };
        responses: {
            /** @description The file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/pdf": string;
                    "image/jpeg": string;
                    "image/png": string;
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
    objectToDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["Objection"];
            };
        };
        responses: {
            /** @description The proposal is gone */
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
    proposeDecision: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FirstDecision"];
            };
        };
        responses: {
            /** @description It waits for the second decision */
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
    showCaseForStaff: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                case: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CaseWanted"];
            };
        };
        responses: {
            /** @description The case */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShownCase"];
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
    showStaffSelf: {
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
                    "application/json": components["schemas"]["Self"];
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
    proposeUnlock: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnlockWanted"];
            };
        };
        responses: {
            /** @description It waits for another person */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnlockProposal"];
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
    listUnlocks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnlocksWanted"];
            };
        };
        responses: {
            /** @description One page */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnlockPage"];
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
    confirmUnlock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                unlock: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnlockDecision"];
            };
        };
        responses: {
            /** @description The account is unlocked, and the customer is told */
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
    refuseUnlock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                unlock: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnlockDecision"];
            };
        };
        responses: {
            /** @description The proposal is gone */
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
    showUnlock: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                unlock: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UnlockCall"];
            };
        };
        responses: {
            /** @description The proposal */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UnlockProposal"];
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
    registerDeskWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookWanted"];
            };
        };
        responses: {
            /** @description It is told from now on */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
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
    listDeskWebhooks: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCall"];
            };
        };
        responses: {
            /** @description All of them */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookList"];
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
    listDeskWebhookDeliveries: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookDeliveriesWanted"];
            };
        };
        responses: {
            /** @description The deliveries */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookDeliveryList"];
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
    replayDeskWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                event: string;
                webhook: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCall"];
            };
        };
        responses: {
            /** @description It waits to be sent */
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
    pauseDeskWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCall"];
            };
        };
        responses: {
            /** @description Paused, now or before */
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
    removeDeskWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCall"];
            };
        };
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
    resumeDeskWebhook: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCall"];
            };
        };
        responses: {
            /** @description It is told again */
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
    renewDeskWebhookSecret: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                webhook: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["WebhookCall"];
            };
        };
        responses: {
            /** @description The new secret */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["WebhookSecret"];
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
}
