package org.wangge.command.notice;

import jakarta.mail.AuthenticationFailedException;
import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeMessage;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Date;
import java.util.Deque;
import java.util.Locale;
import java.util.Objects;
import java.util.Properties;
import java.util.UUID;
import org.eclipse.angus.mail.smtp.SMTPAddressFailedException;
import org.eclipse.angus.mail.smtp.SMTPSendFailedException;
import org.eclipse.angus.mail.smtp.SMTPSenderFailedException;
import org.eclipse.angus.mail.util.MailConnectException;
import org.jspecify.annotations.Nullable;
import org.springframework.mail.MailException;
import org.springframework.mail.MailSendException;
import org.springframework.mail.javamail.JavaMailSenderImpl;
import org.springframework.mail.javamail.MimeMessageHelper;
import org.wangge.api.notice.DeliveryFault;
import org.wangge.api.notice.NoticeChannel;
import org.wangge.api.notice.NoticeEvent.NoticeIssued;
import org.wangge.command.people.Addresses;

/**
 * 电子邮件: by SMTP. A mail holds the notice's line and ids, no names. Its Message-ID follows from the notice, so that a mail that was
 * sent twice is one mail to whoever compares.
 */
final class EmailOutlet implements Outlet {

    private static final int PERMANENT = 500;

    private final JavaMailSenderImpl sender = new JavaMailSenderImpl();
    private final String from;
    private final Addresses addresses;

    EmailOutlet(NoticeSettings.Email settings, Addresses addresses) {
        this.from = Objects.requireNonNull(settings.from());
        this.addresses = addresses;
        sender.setHost(Objects.requireNonNull(settings.host()));
        sender.setPort(settings.port());
        sender.setDefaultEncoding(StandardCharsets.UTF_8.name());
        Properties smtp = sender.getJavaMailProperties();
        String timeout = Long.toString(settings.timeout().toMillis());
        smtp.setProperty("mail.smtp.connectiontimeout", timeout);
        smtp.setProperty("mail.smtp.timeout", timeout);
        smtp.setProperty("mail.smtp.writetimeout", timeout);
        smtp.setProperty("mail.smtp.ssl.checkserveridentity", "true");
        if (settings.username() != null && !settings.username().isBlank()) {
            sender.setUsername(settings.username());
            sender.setPassword(settings.password());
            smtp.setProperty("mail.smtp.auth", "true");
        }
        switch (settings.security()) {
            case STARTTLS -> {
                smtp.setProperty("mail.smtp.starttls.enable", "true");
                smtp.setProperty("mail.smtp.starttls.required", "true");
            }
            case TLS -> smtp.setProperty("mail.smtp.ssl.enable", "true");
            case NONE -> {}
        }
    }

    @Override
    public NoticeChannel channel() {
        return NoticeChannel.EMAIL;
    }

    @Override
    public boolean reaches(String personId) {
        return addresses.email(personId).isPresent();
    }

    @Override
    public void send(NoticeIssued notice, Instant issuedAt, Instant now) throws NotDelivered {
        String to = addresses
                .email(notice.personId())
                .orElseThrow(() -> new NotDelivered(DeliveryFault.NO_ADDRESS, true, "no address"));
        try {
            sender.send(mail(notice, issuedAt, to));
        } catch (MailException | MessagingException failure) {
            throw diagnosed(failure);
        }
    }

    private MimeMessage mail(NoticeIssued notice, Instant issuedAt, String to) throws MessagingException {
        MimeMessage mail = sender.createMimeMessage();
        MimeMessageHelper helper = new MimeMessageHelper(mail, StandardCharsets.UTF_8.name());
        helper.setFrom(from);
        helper.setTo(to);
        helper.setSubject("网格通知：" + notice.text());
        helper.setText(body(notice));
        helper.setSentDate(Date.from(issuedAt));
        mail.setHeader("Message-ID", "<" + messageId(notice.noticeId()) + ">");
        mail.setHeader("Auto-Submitted", "auto-generated");
        return mail;
    }

    private String messageId(UUID noticeId) {
        return noticeId + from.substring(from.lastIndexOf('@')).replace(">", "").toLowerCase(Locale.ROOT);
    }

    private static String body(NoticeIssued notice) {
        StringBuilder body = new StringBuilder(notice.text()).append("\n\n");
        if (notice.caseId() != null) {
            body.append("案件编号：").append(notice.caseId()).append('\n');
        }
        if (notice.dutyId() != null) {
            body.append("职责编号：").append(notice.dutyId()).append('\n');
        }
        if (notice.gridId() != null) {
            body.append("网格编号：").append(notice.gridId()).append('\n');
        }
        return body.append("通知编号：")
                .append(notice.noticeId())
                .append("\n\n请登录系统查看并确认已阅读。本邮件由系统自动发送，请勿回复。\n")
                .toString();
    }

    /** The causes of a mail failure hang on each other in three ways; the one that says most decides. */
    static NotDelivered diagnosed(Exception failure) {
        Deque<Throwable> causes = new ArrayDeque<>();
        causes.add(failure);
        NotDelivered found = null;
        for (int i = 0; i < 32 && found == null && !causes.isEmpty(); i++) {
            Throwable cause = causes.remove();
            found = verdict(cause);
            if (cause instanceof MailSendException several) {
                causes.addAll(several.getFailedMessages().values());
            }
            if (cause instanceof MessagingException messaging && messaging.getNextException() != null) {
                causes.add(messaging.getNextException());
            }
            if (cause.getCause() != null && !causes.contains(cause.getCause())) {
                causes.add(cause.getCause());
            }
        }
        return found != null
                ? found
                : new NotDelivered(DeliveryFault.BUSY, false, failure.getClass().getSimpleName());
    }

    private static @Nullable NotDelivered verdict(Throwable cause) {
        return switch (cause) {
            case SMTPAddressFailedException e -> answered(e.getReturnCode());
            case SMTPSenderFailedException e -> answered(e.getReturnCode());
            case SMTPSendFailedException e when e.getReturnCode() > 0 -> answered(e.getReturnCode());
            case AuthenticationFailedException _ ->
                new NotDelivered(DeliveryFault.NOT_SIGNED_IN, false, "the server knows no such name and password");
            case SocketTimeoutException _ -> new NotDelivered(DeliveryFault.TIMED_OUT, false, "timeout");
            case MailConnectException e
            when e.getCause() instanceof SocketTimeoutException ->
                new NotDelivered(DeliveryFault.TIMED_OUT, false, "timeout");
            case ConnectException _, UnknownHostException _, MailConnectException _ ->
                new NotDelivered(
                        DeliveryFault.UNREACHABLE, false, cause.getClass().getSimpleName());
            default -> null;
        };
    }

    private static NotDelivered answered(int code) {
        boolean forGood = code >= PERMANENT;
        return new NotDelivered(forGood ? DeliveryFault.REFUSED : DeliveryFault.BUSY, forGood, "SMTP " + code);
    }
}
