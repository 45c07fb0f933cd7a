using OzFunctions.Core.Notifications;

namespace OzFunctions.Tests.Notifications;

public sealed class EventPatternTests
{
    [Theory]
    [InlineData("folder.resolution_changed", NotificationTypes.FolderResolutionChanged, true)]
    [InlineData("folder.resolution_changed", NotificationTypes.GroupResolutionChanged, false)]
    [InlineData("folder.*", NotificationTypes.FolderResolutionChanged, true)]
    [InlineData("folder.*", NotificationTypes.GroupResolutionChanged, false)]
    [InlineData("*", NotificationTypes.GroupResolutionChanged, true)]
    [InlineData("*", NotificationTypes.EndpointDisabled, true)]
    [InlineData("*", NotificationTypes.FolderDriftDetected, false)]
    [InlineData("folder.*", NotificationTypes.FolderDriftDetected, false)]
    [InlineData("folder.drift_detected", NotificationTypes.FolderDriftDetected, true)]
    public void Pattern_MatchesTypes_AndDriftOnlyInFull(string pattern, string type, bool expected) =>
        Assert.Equal(expected, new EventPattern(pattern).Matches(type));

    [Theory]
    [InlineData("*", true)]
    [InlineData("folder.*", true)]
    [InlineData("folder.resolution_changed", true)]
    [InlineData("folder.drift_detected", true)]
    [InlineData("endpoint.*", true)]
    [InlineData("folder.resolution_change", false)]
    [InlineData("folders.*", false)]
    [InlineData("folder.resolution.*", false)]
    [InlineData("**", false)]
    [InlineData("", false)]
    [InlineData("folder", false)]
    [InlineData("folder.", false)]
    [InlineData("folder.Bad.changed", false)]
    [InlineData("*.changed", false)]
    [InlineData("Folder.*", false)]
    [InlineData("folder.re*", false)]
    public void Pattern_ThatMatchesNoType_IsNotValid(string pattern, bool expected) => Assert.Equal(expected, EventPattern.IsValid(pattern));
}
