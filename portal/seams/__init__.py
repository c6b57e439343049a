"""Where subjects meet without knowing each other: small typed registries, filled by apps in `AppConfig.ready`."""
