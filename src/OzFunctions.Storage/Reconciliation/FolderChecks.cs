using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Azure.Data.Tables;
using OzFunctions.Core.Reconciliation;
using OzFunctions.Storage.Tables;

namespace OzFunctions.Storage.Reconciliation;

/// <summary>Folders to ask Oz about, in Azure Tables: sixteen partitions, so that one alone does not limit how many can be written.</summary>
/// <param name="client">The table <see cref="TableNames.Open"/>.</param>
internal sealed class FolderChecks(TableClient client) : IFolderChecks
{
    private readonly LazyTable _table = new(client);

    /// <inheritdoc/>
    public Task RecordAsync(FolderCheck check, CancellationToken cancellationToken) => _table.WriteVersionAsync(
        new TableEntity(PartitionOf(check.FolderId), check.FolderId)
        {
            [nameof(check.Version)] = check.Version,
            [nameof(check.Reasons)] = (int)check.Reasons,
            [nameof(check.Since)] = check.Since,
            [nameof(check.NextCheck)] = check.NextCheck,
        },
        cancellationToken);

    private static string PartitionOf(string folderId) =>
        (SHA256.HashData(Encoding.UTF8.GetBytes(folderId))[0] >> 4).ToString("x", CultureInfo.InvariantCulture);
}
