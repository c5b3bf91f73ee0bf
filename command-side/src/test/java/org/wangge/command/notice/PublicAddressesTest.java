package org.wangge.command.notice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wangge.command.notice.Outlet.NotDelivered;

/** 公网地址. */
class PublicAddressesTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "100.127.255.255",
                "198.19.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "240.0.0.1",
                "::",
                "::1",
                "::127.0.0.1",
                "::ffff:10.0.0.1",
                "fe80::1",
                "fec0::1",
                "fc00::1",
                "fdff::1",
                "ff02::1",
                "64:ff9b::a00:1",
                "2002:a00:1::",
                "2001:db8::1",
                "2001::1"
            })
    void whatIsNotPublicIsRefused(String address) {
        assertThat(PublicAddresses.isPublic(InetAddress.ofLiteral(address))).isFalse();
        assertThatThrownBy(() -> new PublicAddresses(false).require(address))
                .isInstanceOfSatisfying(
                        NotDelivered.class,
                        failure -> assertThat(failure.fault())
                                .isEqualTo(org.wangge.api.notice.DeliveryFault.PRIVATE_ADDRESS));
        assertThatCode(() -> new PublicAddresses(true).require(address)).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "9.255.255.255",
                "11.0.0.0",
                "100.63.255.255",
                "100.128.0.0",
                "172.15.255.255",
                "172.32.0.0",
                "192.169.0.0",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2400:3200::1",
                "2606:4700::1111"
            })
    void whatIsPublicIsNot(String address) {
        assertThat(PublicAddresses.isPublic(InetAddress.ofLiteral(address))).isTrue();
    }

    @Test
    void aNameIsLookedUp() {
        assertThatThrownBy(() -> new PublicAddresses(false).require("localhost"))
                .isInstanceOf(NotDelivered.class);
        assertThatThrownBy(() -> new PublicAddresses(false).require("no-such-host.invalid"))
                .isInstanceOfSatisfying(
                        NotDelivered.class,
                        failure ->
                                assertThat(failure.fault()).isEqualTo(org.wangge.api.notice.DeliveryFault.UNREACHABLE));
    }
}
