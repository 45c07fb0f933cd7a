using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Core.Folders;

/// <summary>A change with everything that must be stored with it atomically.</summary>
/// <param name="Change">The change.</param>
/// <param name="Over">The stored folder to replace; null for a new folder.</param>
/// <param name="Owed">The deliveries that the change owes.</param>
/// <param name="Refresh">Why Oz must be polled for the folder.</param>
public sealed record FolderWrite(FolderChange Change, StoredFolder? Over, OwedDeliveries Owed, RefreshReasons Refresh)
{
    // The largest folder, 40 deliveries and this many analysis rows always fit into one transaction.
    private const int AnalysesThatFit = 50;

    /// <summary>Whether the stored change needs follow-up work; if not, storing it was all.</summary>
    public bool IsFollowedUp =>
        Owed.Deliveries.Count > 0 || Change.Current.ListVersion == Change.Current.Version || RefreshToAsk is not RefreshReasons.None || MayLeaveAnalyses;

    /// <summary>Why Oz must be polled at once. An answer from Oz that leaves something open leads to a scheduled poll instead.</summary>
    public RefreshReasons RefreshToAsk => Change.Cause is ChangeCause.Webhook ? Refresh : RefreshReasons.None;

    private bool MayLeaveAnalyses => Over?.MissingAnalyses.Count > 0 || Change.ChangedAnalyses().Skip(AnalysesThatFit).Any();

    /// <summary>Determines what a change owes.</summary>
    /// <param name="change">The change.</param>
    /// <param name="over">The stored folder to replace; null for a new folder.</param>
    /// <param name="settings">The notification settings.</param>
    /// <param name="scope">When Oz is polled about which folders.</param>
    /// <param name="refresh">Why Oz must be polled for the folder.</param>
    /// <returns>The change with everything that it owes.</returns>
    public static FolderWrite Of(FolderChange change, StoredFolder? over, NotificationSettings settings, ReconciliationScope scope, RefreshReasons refresh)
    {
        var owed = OwedDeliveries.By(change, settings);
        var isListed = owed.Deliveries.Count > 0 || OwedListing.By(change);
        return new FolderWrite(isListed ? change with { Current = Listed(change, scope) } : change, over, owed, refresh);
    }

    /// <summary>Returns the change with its deliveries as the process prepares them that stores and follows it up.</summary>
    /// <param name="begin">Prepares a delivery.</param>
    /// <returns>The change.</returns>
    public FolderWrite Begun(Func<Delivery, Delivery> begin) => this with { Owed = Owed with { Deliveries = [.. Owed.Deliveries.Select(begin)] } };

    private static Folder Listed(FolderChange change, ReconciliationScope scope) => change.Current with
    {
        ListVersion = change.Current.Version,
        Due = FolderDue.After(change.Current, scope),
        FormerDue = change.Previous?.Due,
    };
}
