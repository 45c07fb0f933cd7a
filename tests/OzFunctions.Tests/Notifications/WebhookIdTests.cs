using OzFunctions.Core.Notifications;

namespace OzFunctions.Tests.Notifications;

public sealed class WebhookIdTests
{
    private static readonly DateTimeOffset FirstSeenAt = new(2026, 11, 1, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Id_OfTheSameNotification_IsTheSame() => Assert.Equal(Id(FirstSeenAt), Id(FirstSeenAt.ToOffset(TimeSpan.FromHours(3))));

    [Fact]
    public void Id_OfAFolderThatReturnedAfterItsRecordsExpired_IsAnother() => Assert.NotEqual(Id(FirstSeenAt), Id(FirstSeenAt.AddDays(31)));

    private static string Id(DateTimeOffset firstSeenAt) => WebhookId.Of("f1", firstSeenAt, 1, NotificationTypes.FolderResolutionChanged);
}
