"""Questions in and out: GIFT, QTI 3 and a table. Pure readers and writers; `training.actions.importing` keeps them."""
