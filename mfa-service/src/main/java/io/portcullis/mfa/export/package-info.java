/// What a customer takes along of this service's data (BACK-7).
package io.portcullis.mfa.export;
