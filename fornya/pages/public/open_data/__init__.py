"""*Öppna data*: how soon each clinic has answered, month by month, as files that anybody may use."""
