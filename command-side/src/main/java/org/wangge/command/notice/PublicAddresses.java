package org.wangge.command.notice;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.wangge.api.notice.DeliveryFault;
import org.wangge.command.notice.Outlet.NotDelivered;

/**
 * 公网地址: keeps requests from being sent into one's own network, as the special-purpose registries of IANA (RFC 6890) list it.
 *
 * @param anyAllowed for a gateway in one's own network: nothing is asked
 */
record PublicAddresses(boolean anyAllowed) {

    /** Not to be reached over the public Internet, or reaching an IPv4 address in disguise. */
    private static final List<Block> CLOSED = List.of(
            Block.of("0.0.0.0", 8),
            Block.of("10.0.0.0", 8),
            Block.of("100.64.0.0", 10),
            Block.of("127.0.0.0", 8),
            Block.of("169.254.0.0", 16),
            Block.of("172.16.0.0", 12),
            Block.of("192.0.0.0", 24),
            Block.of("192.0.2.0", 24),
            Block.of("192.88.99.0", 24),
            Block.of("192.168.0.0", 16),
            Block.of("198.18.0.0", 15),
            Block.of("198.51.100.0", 24),
            Block.of("203.0.113.0", 24),
            Block.of("224.0.0.0", 3),
            Block.of("::", 96),
            Block.of("64:ff9b::", 96),
            Block.of("64:ff9b:1::", 48),
            Block.of("100::", 64),
            Block.of("2001::", 23),
            Block.of("2001:db8::", 32),
            Block.of("2002::", 16),
            Block.of("3fff::", 20),
            Block.of("5f00::", 16),
            Block.of("fc00::", 7),
            Block.of("fe80::", 10),
            Block.of("fec0::", 10),
            Block.of("ff00::", 8));

    private record Block(int bytes, BigInteger prefix, int free) {

        static Block of(String address, int length) {
            InetAddress first = InetAddress.ofLiteral(address);
            int bytes = first.getAddress().length;
            int free = bytes * 8 - length;
            return new Block(bytes, number(first).shiftRight(free), free);
        }

        boolean holds(InetAddress address) {
            return address.getAddress().length == bytes
                    && number(address).shiftRight(free).equals(prefix);
        }

        private static BigInteger number(InetAddress address) {
            return new BigInteger(1, address.getAddress());
        }
    }

    static boolean isPublic(InetAddress address) {
        return CLOSED.stream().noneMatch(block -> block.holds(address));
    }

    /**
     * Every address that the name leads to must be public: a name may lead to several, and which one is taken is not ours to say.
     *
     * @throws NotDelivered where one is not, or the name leads nowhere
     */
    void require(String host) throws NotDelivered {
        if (anyAllowed) {
            return;
        }
        try {
            for (InetAddress address : InetAddress.getAllByName(host)) {
                if (!isPublic(address)) {
                    throw new NotDelivered(DeliveryFault.PRIVATE_ADDRESS, false, "the gateway's address is private");
                }
            }
        } catch (UnknownHostException unknown) {
            throw new NotDelivered(DeliveryFault.UNREACHABLE, false, "unknown host");
        }
    }
}
