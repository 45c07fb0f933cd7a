using Azure.Data.Tables;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Storage.Azurite;

[StartsProcesses]
public sealed class AzuriteFolderChecksTests(AzuriteFixture azurite) : FolderChecksContract
{
    internal override TableClient Table { get; } = azurite.NewTable();
}
