/// Taking one's data along (BACK-7): the customer asks with a fresh factor, a day passes in which the owner hears of it and can
/// cancel, the five services' data is gathered and sealed, and it is fetched once.
package io.portcullis.auth.export;
