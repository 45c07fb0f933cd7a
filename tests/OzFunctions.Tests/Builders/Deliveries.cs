using System.Text;
using OzFunctions.Core.Notifications;

namespace OzFunctions.Tests.Builders;

/// <summary>Creates deliveries and their data.</summary>
internal static class Deliveries
{
    public static Delivery Of(string folder, long version = 1, string endpoint = "bank") => new()
    {
        Folder = folder,
        FolderFirstSeenAt = Payloads.Now,
        Key = new DeliveryKey(version, NotificationTypes.FolderResolutionChanged, endpoint),
        At = Payloads.Now,
    };

    /// <summary>Creates data of about the given size: half of it in groups, the other half in analyses.</summary>
    public static NotificationData Data(string folder, long version = 1, int bytes = 0)
    {
        var filler = new string('x', bytes / 2);
        return new NotificationData(Payloads.Now, Encoding.UTF8.GetBytes(
            $$"""{"folderId":"{{folder}}","version":{{version}},"changedGroups":["g1"],"groups":[{"groupId":"{{filler}}","result":"SUCCESS","analyses":[{"analysisId":"{{filler}}"}]}]}"""));
    }
}
