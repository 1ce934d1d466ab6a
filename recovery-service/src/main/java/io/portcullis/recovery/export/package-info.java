/// What a customer takes along of this service's data (BACK-7). auth-service gathers it and does not call this service. So this one asks
/// which exports await its part, and hands it in.
package io.portcullis.recovery.export;
