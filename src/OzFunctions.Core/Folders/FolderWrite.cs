using OzFunctions.Core.Notifications;
using OzFunctions.Core.Reconciliation;

namespace OzFunctions.Core.Folders;

/// <summary>A change together with all that must become durable with it.</summary>
/// <param name="Change">The change.</param>
/// <param name="Over">What was read and is to be replaced; null for a new folder.</param>
/// <param name="Owed">What the change owes to whom.</param>
/// <param name="Refresh">Why Oz must be asked about the folder.</param>
public sealed record FolderWrite(FolderChange Change, StoredFolder? Over, OwedDeliveries Owed, RefreshReasons Refresh)
{
    // The largest folder, 40 deliveries and as many rows of analyses fit one transaction, whatever the rows hold.
    private const int AnalysesThatFit = 50;

    /// <summary>Whether something follows from the change once it is stored; if not, storing it was all.</summary>
    public bool IsFollowedUp =>
        Owed.Deliveries.Count > 0 || Change.Current.ListVersion == Change.Current.Version || RefreshToAsk is not RefreshReasons.None || MayLeaveAnalyses;

    /// <summary>Why Oz is to be asked at once. What Oz itself left open is asked about in time, and not at once again.</summary>
    public RefreshReasons RefreshToAsk => Change.Cause is ChangeCause.Webhook ? Refresh : RefreshReasons.None;

    private bool MayLeaveAnalyses => Over?.MissingAnalyses.Count > 0 || Change.ChangedAnalyses().Skip(AnalysesThatFit).Any();

    /// <summary>Works out what a change owes.</summary>
    /// <param name="change">The change.</param>
    /// <param name="over">What was read and is to be replaced; null for a new folder.</param>
    /// <param name="settings">Who is told, and what.</param>
    /// <param name="scope">Whether Oz can be asked, and when about what.</param>
    /// <param name="refresh">Why Oz must be asked about the folder.</param>
    /// <returns>The change with all of it.</returns>
    public static FolderWrite Of(FolderChange change, StoredFolder? over, NotificationSettings settings, ReconciliationScope scope, RefreshReasons refresh)
    {
        var owed = OwedDeliveries.By(change, settings);
        var isListed = owed.Deliveries.Count > 0 || OwedListing.By(change);
        return new FolderWrite(isListed ? change with { Current = Listed(change, scope) } : change, over, owed, refresh);
    }

    /// <summary>The same change with its deliveries as they begin in the process that stores it.</summary>
    /// <param name="begin">Begins a delivery.</param>
    /// <returns>The change.</returns>
    public FolderWrite Begun(Func<Delivery, Delivery> begin) => this with { Owed = Owed with { Deliveries = [.. Owed.Deliveries.Select(begin)] } };

    private static Folder Listed(FolderChange change, ReconciliationScope scope) => change.Current with
    {
        ListVersion = change.Current.Version,
        Due = FolderDue.After(change.Current, scope),
        FormerDue = change.Previous?.Due,
    };
}
