using OzFunctions.Core.Webhooks;

namespace OzFunctions.Core.Reconciliation;

/// <summary>Reads folders from Oz.</summary>
public interface IOzFolders
{
    /// <summary>Whether an Oz account is configured, so that Oz can be polled at all.</summary>
    bool IsConfigured { get; }

    /// <summary>How many requests per second are sent to Oz at most; the others wait.</summary>
    int RequestsPerSecond { get; }

    /// <summary>Reads a folder with all its analyses.</summary>
    /// <param name="folderId">Oz's id of the folder.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>Oz's folder, or null when it does not exist at Oz.</returns>
    /// <exception cref="OzUnavailableException">Oz is unavailable; a later attempt may succeed.</exception>
    /// <exception cref="OzRefusedException">Oz rejects the request permanently.</exception>
    /// <exception cref="PayloadException">Oz's answer is not a folder.</exception>
    Task<OzPayload?> FindAsync(string folderId, CancellationToken cancellationToken);

    /// <summary>Lists folders with all their analyses.</summary>
    /// <param name="listing">The filter.</param>
    /// <param name="cancellationToken">Cancels the operation.</param>
    /// <returns>A page of at most <see cref="OzListing.Limit"/> items. Items that are not folders are marked and do not affect the others.</returns>
    /// <exception cref="OzUnavailableException">Oz is unavailable, or fails for this page; a later attempt, or a shorter page, may succeed.</exception>
    /// <exception cref="OzRefusedException">Oz rejects the request permanently.</exception>
    /// <exception cref="OzAnswerTooLargeException">The page is larger than the limit; a shorter page may not be.</exception>
    Task<OzPage> ListAsync(OzListing listing, CancellationToken cancellationToken);
}
