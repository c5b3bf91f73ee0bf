package org.wangge.command.notice;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.wangge.command.people.Addresses;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(NoticeSettings.class)
class NoticeConfiguration {

    @Bean
    Outlets outlets(NoticeSettings settings, Addresses addresses) {
        List<Outlet> open = new ArrayList<>();
        NoticeSettings.Email email = settings.email();
        if (email != null && email.configured()) {
            open.add(new EmailOutlet(email, addresses));
        }
        NoticeSettings.Webhook webhook = settings.webhook();
        if (webhook != null && webhook.configured()) {
            open.add(new WebhookOutlet(webhook, addresses, new PublicAddresses(webhook.allowPrivateAddresses())));
        }
        return new Outlets(List.copyOf(open));
    }
}
