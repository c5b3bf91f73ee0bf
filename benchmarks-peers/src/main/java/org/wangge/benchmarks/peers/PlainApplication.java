package org.wangge.benchmarks.peers;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.persistence.autoconfigure.EntityScan;
import org.springframework.context.annotation.Import;

/** What a team would write instead: entities, and an audit table written by hand in the same transaction. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
@EntityScan(basePackageClasses = PlainCase.class)
@Import({PlainEndpoint.class, PlainCases.class})
class PlainApplication {}
