/// What an attacker would try against the house as a whole. Each test's name begins with the attack.
package io.portcullis.acceptance.attack;
