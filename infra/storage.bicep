param name string
param location string
param tags object
param sku string

var packages = 'app-packages'

// As TableNames and QueueNames in OzFunctions.Storage have them.
var tables = [
  'OzFolders'
  'OzFolderIndex'
  'OzAliases'
  'OzOpen'
  'OzParked'
  'OzEndpoints'
  'OzRejected'
  'OzRuns'
]
var queues = [
  'oz-work'
  'oz-work-poison'
  'oz-deliveries'
  'oz-deliveries-poison'
  'oz-refresh'
  'oz-refresh-poison'
  'oz-runs'
  'oz-runs-poison'
]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
  }

  resource blobs 'blobServices' = {
    name: 'default'

    resource container 'containers' = {
      name: packages
    }
  }

  resource tableService 'tableServices' = {
    name: 'default'

    resource table 'tables' = [
      for name in tables: {
        name: name
      }
    ]
  }

  resource queueService 'queueServices' = {
    name: 'default'

    resource queue 'queues' = [
      for name in queues: {
        name: name
      }
    ]
  }
}

output name string = account.name
output packageContainer string = packages
