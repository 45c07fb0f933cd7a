using Azure.Data.Tables;
using OzFunctions.Tests.Builders;

namespace OzFunctions.Tests.Storage.Azurite;

/// <summary>Runs the contract on Azurite.</summary>
[StartsProcesses]
public sealed class AzuriteFolderStoreTests(AzuriteFixture azurite) : FolderStoreContract
{
    internal override TableClient Table { get; } = azurite.NewTable();
}
