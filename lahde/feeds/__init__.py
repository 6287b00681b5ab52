"""What is fetched from elsewhere by itself: subscribed calendars, other record stores."""
