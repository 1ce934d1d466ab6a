/// How a service is tested: on the real stack, with a clock that tests move, probes that await with a deadline, and
/// the rules of the house as architecture tests. Holds no assertion about one service's behaviour.
package io.portcullis.testkit;
